"""`diaodu run`: computes every indicator and light of a period and every forecast, and stores what it found."""

import argparse
import json
import time
from datetime import date, datetime
from typing import TYPE_CHECKING

from diaodu.cli.django_ready import start_django
from diaodu.cli.errors import CommandError

if TYPE_CHECKING:
    from diaodu.assessment.running import Computed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--period", metavar="CODE", help="2024-05, 2024Q2, 2024 (default: the month before today)")
    parser.add_argument(
        "--as-of", metavar="DAY", help="what was known at the end of a day: computed and shown, not stored"
    )
    parser.add_argument("--json", action="store_true", help="the findings as JSON")


def run(arguments: argparse.Namespace) -> int:
    start_django()
    from django.utils import timezone

    from diaodu.assessment.forecasting import forecast_everything
    from diaodu.assessment.running import compute, head, store
    from diaodu.engine.periods import Cadence, NotAPeriod, Period

    today = timezone.localdate()
    try:
        asked = Period.parse(arguments.period) if arguments.period else Period.holding(today, Cadence.MONTH).previous()
    except NotAPeriod as wrong:
        raise CommandError(f"“{wrong}” is not a period. Write 2024-05, 2024Q2 or 2024.") from wrong
    if asked.cadence in (Cadence.TEN_DAYS, Cadence.WEEK):
        raise CommandError("a run is about a month or longer")
    position = head() if arguments.as_of is None else _position_at(arguments.as_of)
    begun = time.perf_counter()
    found = compute(asked, position=position)
    if arguments.as_of is None:
        at = timezone.now()
        store(found, at=at)
        forecast_everything(at=at)
    seconds = time.perf_counter() - begun
    print(_as_json(found) if arguments.json else _as_words(found, seconds, is_stored=arguments.as_of is None))
    return 0


def _position_at(words: str) -> int:
    from django.utils import timezone

    from diaodu.journal.models import Entry

    try:
        day = date.fromisoformat(words)
    except ValueError as wrong:
        raise CommandError(f"“{words}” is not a day. Write it as 2024-05-31.") from wrong
    last_moment = datetime.combine(day, datetime.max.time(), tzinfo=timezone.get_current_timezone())
    return Entry.objects.position_at(last_moment)


def _as_words(found: "Computed", seconds: float, *, is_stored: bool) -> str:
    from collections import Counter

    from diaodu.assessment.models import TOGETHER

    worst = Counter(
        str(one.light.level.token) for project in found.projects for one in project.lights if one.scheme == TOGETHER
    )
    lights = ", ".join(f"{token} {worst[token]}" for token in ("ok", "warn", "bad", "late", "none"))
    return (
        f"{found.period.code}, as known at position {found.position}: {len(found.projects)} projects,"
        f" {len(found.groups)} groups in {seconds:.2f} s{'' if is_stored else ', not stored'}\n"
        f"lights: {lights}\n{found.digest()}"
    )


def _as_json(found: "Computed") -> str:
    projects = [
        {
            "project": one.project_id,
            "figures": one.figures,
            "lights": [light.row() for light in one.lights],
            "facts": one.fact_ids,
        }
        for one in found.projects
    ]
    groups = [{"kind": one.kind, "id": one.owner_id, "figures": one.figures} for one in found.groups]
    whole = {"period": found.period.code, "position": found.position, "digest": found.digest()}
    return json.dumps(whole | {"projects": projects, "groups": groups}, ensure_ascii=False)
