"""Forecasts of the ledger's own dates and money: asked of the engine, stored, replaced by the next run."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from diaodu.assessment.models import FinishForecast, ForecastBasis, YearEndForecast
from diaodu.assessment.reading import Ledger
from diaodu.assessment.running import head
from diaodu.assessment.tracks import MILESTONE, PastOfLedger
from diaodu.engine.curves import planned_by
from diaodu.engine.forecast import (
    AmountForecast,
    AmountRates,
    BaseRates,
    DateForecast,
    NoForecast,
    Slip,
    Track,
    forecast_amount,
    forecast_date,
    past_calibration,
)
from diaodu.engine.periods import Cadence, Period
from diaodu.engine.rounding import Rounding, Way, round_by
from diaodu.projects.models import AnnualPlan

# Forecasts of this long ago are tried on what has come since.
TRIED_AFTER = timedelta(days=365)
WHOLE_FEN = Rounding(Way.HALF_UP, 0)
AT_ONCE = 1_000
_WHOLE = 10_000


def forecast_everything(*, at: datetime) -> int:
    """All forecasts, from what is known now; returns how many were made."""
    past = _past(at)
    nodes, finishes = list(past.nodes()), list(past.finishes())
    tried = past_calibration([past.today - TRIED_AFTER], past.today, [*nodes, *finishes])
    return _store(past, nodes, finishes, only=None, calibration=asdict(tried) if tried else None, at=at)


def forecast_touched(project_ids: Collection[int], *, at: datetime) -> int:
    """The forecasts of these projects; how past ones did is taken over from the last time that all were made."""
    past = _past(at)
    before = ForecastBasis.objects.order_by("-id").values_list("calibration", flat=True).first()
    return _store(past, list(past.nodes()), list(past.finishes()), only=project_ids, calibration=before, at=at)


def _past(at: datetime) -> PastOfLedger:
    """The day of asking is that of the last change: a ledger that nobody touched since says nothing of later days."""
    ledger = Ledger(head())
    return PastOfLedger(ledger, localdate(ledger.moment or at))


def _store(
    past: PastOfLedger,
    nodes: list[Track],
    finishes: list[Track],
    *,
    only: Collection[int] | None,
    calibration: Any,
    at: datetime,
) -> int:
    rows = [*_dates(past, nodes, only), *_dates(past, finishes, only)]
    years = list(_years(past, only))
    with transaction.atomic():
        basis = ForecastBasis.objects.create(
            position=past.ledger.position, asked_on=past.today, computed_at=at, calibration=calibration
        )
        replaced = Q() if only is None else Q(project_id__in=only)
        FinishForecast.objects.filter(replaced).delete()
        YearEndForecast.objects.filter(replaced).delete()
        for row in (*rows, *years):
            row.basis = basis
        FinishForecast.objects.bulk_create(rows, batch_size=AT_ONCE)
        YearEndForecast.objects.bulk_create(years, batch_size=AT_ONCE)
        used = FinishForecast.objects.values("basis_id").union(YearEndForecast.objects.values("basis_id"))
        ForecastBasis.objects.exclude(id=basis.pk).exclude(id__in=[row["basis_id"] for row in used]).delete()
    return len(rows) + len(years)


def _dates(past: PastOfLedger, tracks: list[Track], only: Collection[int] | None) -> Iterator[FinishForecast]:
    """Each open date of these tracks, learned from all of them."""
    rates = BaseRates.learn(tracks)
    for track in tracks:
        last = track.looks[-1] if track.looks else None
        if last is None or last.finished or last.says_on is None:
            continue
        kind, _, number = track.whose.partition(":")
        node = past.milestones[int(number)] if kind == MILESTONE else None
        project_id = node.project_id if node else int(number)
        if only is None or project_id in only:
            # The keys of today: the phase may have changed since the date was last said.
            keys = past.keys(project_id, on=past.today, node=node.name if node else "")
            made = forecast_date(rates, planned_on=last.says_on, today=past.today, keys=keys)
            yield _finish(past, project_id, node.pk if node else None, last.says_on, made)


def _finish(
    past: PastOfLedger, project_id: int, milestone_id: int | None, planned_on: date, made: DateForecast | NoForecast
) -> FinishForecast:
    row = FinishForecast(project_id=project_id, milestone_id=milestone_id, planned_on=planned_on, n=made.n)
    if isinstance(made, NoForecast):
        row.why_zh, row.why_en = made.why.zh, made.why.en
        return row
    row.p10_on, row.p50_on, row.p90_on = made.quantiles((0.1, 0.5, 0.9))
    row.chance = _share(made.chance_by_planned)
    row.classes = _classes(made)
    row.reasons = [_slip(past, slip) for slip in made.reasons if slip.days > 0]
    return row


def _slip(past: PastOfLedger, slip: Slip) -> dict[str, Any]:
    """A past slip, with the words of the extension that made it."""
    kind, _, number = slip.whose.partition(":")
    pk = int(number)
    node = past.milestones[pk] if kind == MILESTONE else None
    extensions = past.extensions.get(pk, []) if node else []
    words = next((one.words for one in extensions if one.to_on == slip.became_on), slip.words)
    return {
        "project": node.project_id if node else pk,
        "node": node.name if node else "",
        "planned_on": slip.planned_on.isoformat(),
        "became_on": slip.became_on.isoformat(),
        "days": slip.days,
        "words": words,
    }


def _years(past: PastOfLedger, only: Collection[int] | None) -> Iterator[YearEndForecast]:
    """Each project's year, learned from all years before it."""
    year = past.today.year
    rates = AmountRates(past.past_years(), year)
    for (project_id, of_year), plan in past.plans.items():
        if of_year != year or not (only is None or project_id in only):
            continue
        assert plan.amount_fen is not None
        made = forecast_amount(
            rates,
            annual_plan_fen=plan.amount_fen,
            ytd_fen=past.year_to_date.get((project_id, year), {}),
            keys=past.money_keys(project_id),
            planned_fen=_curve(plan),
        )
        yield _year_end(project_id, plan.year, plan.amount_fen, made)


def _year_end(project_id: int, year: int, plan_fen: int, made: AmountForecast | NoForecast) -> YearEndForecast:
    row = YearEndForecast(project_id=project_id, year=year, plan_fen=plan_fen, reported_month=0, n=made.n)
    if isinstance(made, NoForecast):
        row.why_zh, row.why_en = made.why.zh, made.why.en
        return row
    end = made.year_end
    row.reported_month, row.chance = made.reported_month, _share(made.chance_of_plan)
    row.p10_fen, row.p50_fen, row.p90_fen = end.p10_fen, end.p50_fen, end.p90_fen
    row.classes = _classes(made)
    row.band = [[point.month, point.planned_fen, point.p10_fen, point.p50_fen, point.p90_fen] for point in made.band]
    return row


def _curve(plan: AnnualPlan) -> Mapping[int, int]:
    """What the plan asks for by the end of each month, to the 分."""
    found = {}
    for number in range(1, 13):
        exact = planned_by(plan.amount_fen, plan.points, Period(Cadence.MONTH, plan.year, number))
        if exact is not None:
            found[number] = int(round_by(exact, WHOLE_FEN))
    return found


def _classes(made: DateForecast | AmountForecast) -> list[dict[str, Any]]:
    return [{"klass": [list(key) for key in one.klass], "n": one.n, "say": _share(one.weight)} for one in made.classes]


def _share(share: float) -> int:
    """A share in hundredths of a percent."""
    return round(share * _WHOLE)
