"""Findings as a viewer may know them: the stored ones of now, or computed as of a position."""

from dataclasses import dataclass
from datetime import datetime

from diaodu.accounts.known import Known
from diaodu.assessment.keeping import latest_runs
from diaodu.assessment.models import Finding, FindingKind, LightFinding
from diaodu.assessment.running import compute, compute_projects
from diaodu.engine.periods import Cadence, Period
from diaodu.journal.models import Entry


@dataclass(frozen=True)
class KnownFinding:
    """A finding with its lights, and what was known when it was computed."""

    finding: Finding
    lights: list[LightFinding]
    position: int
    computed_at: datetime | None


def period_at_hand(known: Known) -> Period:
    """The period that pages show unasked: the latest with findings; of the past, the month before the day."""
    before = Period.holding(known.day, Cadence.MONTH).previous()
    if known.position is not None:
        return before
    return max((Period.parse(code) for code in latest_runs()), default=before)


def known_finding(known: Known, kind: FindingKind, owner_id: int, period: Period) -> KnownFinding | None:
    """The finding, if there is one that the viewer may see. The caller has asked whether a project was there then."""
    if known.position is None:
        return _stored(known, kind, owner_id, period)
    if kind is FindingKind.PROJECT:
        return _project_then(owner_id, period, known.position)
    return _group_then(known, kind, owner_id, period)


def _stored(known: Known, kind: FindingKind, owner_id: int, period: Period) -> KnownFinding | None:
    rows = Finding.objects.visible_to(known.viewer).select_related("run")
    finding = rows.filter(period=period.code, kind=kind, owner_id=owner_id).first()
    if finding is None:
        return None
    lights = LightFinding.objects.filter(period=period.code, project_id=owner_id).order_by("id")
    found = list(lights) if kind is FindingKind.PROJECT else []
    return KnownFinding(finding, found, finding.run.position, finding.run.computed_at)


def _project_then(project_id: int, period: Period, position: int) -> KnownFinding | None:
    projects, _ = compute_projects(period, position=position, project_ids=[project_id])
    for one in projects:
        finding = Finding(
            period=period.code,
            kind=FindingKind.PROJECT,
            owner_id=project_id,
            figures=one.figures,
            inputs=one.inputs,
            fact_ids=one.fact_ids,
        )
        lights = [LightFinding(period=period.code, project_id=project_id, **light.row()) for light in one.lights]
        return KnownFinding(finding, lights, position, _moment(position))
    return None


def _group_then(known: Known, kind: FindingKind, owner_id: int, period: Period) -> KnownFinding | None:
    assert known.position is not None
    sees_all = known.viewer.units() >= frozenset(known.viewer.tree.states)
    if not (sees_all or (kind is FindingKind.UNIT and owner_id in known.viewer.units())):
        return None
    for group in compute(period, position=known.position).groups:
        if (group.kind, group.owner_id) == (kind, owner_id):
            finding = Finding(period=period.code, kind=kind, owner_id=owner_id, figures=group.figures)
            return KnownFinding(finding, [], known.position, _moment(known.position))
    return None


def _moment(position: int) -> datetime | None:
    return Entry.objects.filter(pk=position).values_list("recorded_at", flat=True).first()
