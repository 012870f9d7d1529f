"""Entry checks of a report: gathers what else is known, asks the engine, and stops what it objects to."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from statistics import median

from django.db.models import Q

from diaodu.engine.curves import planned_by
from diaodu.engine.entry_checks import REPORTED, CheckKind, Objection, check
from diaodu.engine.periods import Cadence, Period
from diaodu.engine.rules import Value
from diaodu.facts.answers import Answer, Cell, answers, asked_cells
from diaodu.facts.models import Fact, FigureKind, Measure, NumberUnit
from diaodu.facts.queries import period_table
from diaodu.facts.reporting import Submission
from diaodu.journal.models import Head
from diaodu.projects.models import AnnualPlan, Photo, Project

# How many earlier periods a project's own history is taken from.
HISTORY = 24
_CODES = tuple(known.name for known in REPORTED)
_BASIS = 10_000


@dataclass(frozen=True)
class Found:
    """An objection to one cell, and what the unit has said to it."""

    cell: Cell
    objection: Objection
    is_explained: bool

    @property
    def is_open(self) -> bool:
        """Whether it stands in the way of submitting."""
        return self.objection.kind is CheckKind.STOP or not self.is_explained


class Objected(ValueError):
    """Checks object to values: they are to be mended, or explained."""

    def __init__(self, found: list[Found]) -> None:
        super().__init__(found)
        self.found = found


def refuse_objections(submission: Submission) -> None:
    """Raises Objected while a value is neither mended nor explained. What is missing altogether, `submit` says."""
    known = answers(submission)
    if all(cell in known for cell in asked_cells(submission)):
        found = EntryChecks(submission, known).found(explained(submission, known))
        if standing := [one for one in found if one.is_open]:
            raise Objected(standing)


def explained(submission: Submission, known: Mapping[Cell, Answer]) -> set[Cell]:
    """Cells that the unit has said something to, now or when it submitted before."""
    kept = {(said["subject_id"], said["measure_id"]) for said in submission.explanations}
    typed = {cell for cell, answer in known.items() if answer.drafted and answer.drafted.explanation}
    retyped = {cell for cell, answer in known.items() if answer.drafted and not answer.other}
    return typed | (kept - retyped)


@dataclass(frozen=True)
class EntryChecks:
    """The checks of the projects that a submission asks about; `subjects` narrows them to some."""

    submission: Submission
    answers: Mapping[Cell, Answer]
    subjects: tuple[int, ...] | None = None
    position: int | None = None

    @cached_property
    def projects(self) -> list[Project]:
        if self.subjects is None:
            asked = self.submission.asked.values("subject_id")
            return list(Project.objects.filter(subject_id__in=asked).prefetch_related("children"))
        return list(Project.objects.filter(subject_id__in=self.subjects).prefetch_related("children"))

    def found(self, explained: set[Cell]) -> list[Found]:
        """Every objection, project by project in the order of the checks."""
        if self._period is None:
            return []
        found = []
        for project in self.projects:
            values = {code: self._value(project.subject_id, code) for code in _CODES}
            for objection in check(values, self._context(project)):
                cell = (project.subject_id, self._measures[objection.measure].pk)
                found.append(Found(cell, objection, cell in explained))
        return found

    @cached_property
    def planned(self) -> dict[int, dict[str, Fraction | str]]:
        """What the standing annual plans ask for, by subject and code of measure."""
        period = self._period
        if period is None:
            return {}
        rows = AnnualPlan.objects.filter(project__in=self.projects, year=period.year).select_related("project")
        standing = {row.project.subject_id: row for row in rows.order_by("version")}
        quarter = period.as_cadence(Cadence.QUARTER).code if period.cadence is not Cadence.YEAR else ""
        return {subject_id: _planned(row, period, quarter) for subject_id, row in standing.items()}

    @cached_property
    def _period(self) -> Period | None:
        return Period.parse(self.submission.period) if self.submission.task_id else None

    @cached_property
    def _measures(self) -> dict[str, Measure]:
        return Measure.objects.filter(code__in=_CODES).in_bulk(field_name="code")

    @cached_property
    def _known(self) -> int:
        if self.position is not None:
            return self.position
        return Head.objects.values_list("position", flat=True).get()

    def _value(self, subject_id: int, code: str) -> Value:
        measure = self._measures[code]
        answer = self.answers.get((subject_id, measure.pk))
        return _as_value(answer.number if answer else None, measure)

    def _context(self, project: Project) -> dict[str, Value]:
        subject_id = project.subject_id
        history = self._history.get(subject_id, [])
        planned = self.planned.get(subject_id, {}).get("invested")
        return {
            **{f"last_{code}": self._last(subject_id, code) for code in _CODES if code != "invested"},
            "total_investment": project.total_investment_fen,
            "period_plan": planned if isinstance(planned, Fraction) else None,
            "photos": self._photos.get(project.pk, 0),
            "history_count": len(history),
            "history_median": Fraction(median(map(Fraction, history))) if history else None,
            "subprojects_invested": self._of_children(project, "invested"),
            "subprojects_invested_ytd": self._of_children(project, "invested_ytd"),
        }

    def _last(self, subject_id: int, code: str) -> Value:
        """The figure of the period before; what starts again in January has none there."""
        assert self._period is not None
        before = self._period.previous()
        if code == "invested_ytd" and before.year != self._period.year:
            return None
        measure = self._measures[code]
        fact = self._before.get(subject_id, {}).get((measure.pk, FigureKind.DISPATCH))
        return _as_value(fact.number if fact else None, measure)

    @cached_property
    def _before(self) -> dict[int, dict[tuple[int, int], Fact]]:
        assert self._period is not None
        return period_table(
            [row.subject_id for row in self.projects], self._period.previous().code, position=self._known
        )

    @cached_property
    def _history(self) -> dict[int, list[int]]:
        """What was invested in the earlier periods of the same kind, by subject."""
        assert self._period is not None
        codes, period = [], self._period
        for _ in range(HISTORY):
            period = period.previous()
            codes.append(period.code)
        rows = Fact.objects.filter(
            period__in=codes,
            subject__in=[row.subject_id for row in self.projects],
            measure=self._measures["invested"],
            source_kind=FigureKind.DISPATCH,
        ).as_of(self._known)
        found: dict[int, list[int]] = defaultdict(list)
        for row in rows:
            if row.number is not None:
                found[row.subject_id].append(row.number)
        return found

    @cached_property
    def _photos(self) -> dict[int, int]:
        """Photos taken in the period; one without a date counts by the day that it came."""
        period = self._period
        assert period is not None
        days = (period.first_day, period.last_day)
        dated = Q(taken_on__range=days) | Q(taken_on__isnull=True, source__entry__recorded_at__date__range=days)
        found: dict[int, int] = defaultdict(int)
        for project_id in Photo.objects.filter(dated, project__in=self.projects).values_list("project_id", flat=True):
            found[project_id] += 1
        return found

    @cached_property
    def _children(self) -> dict[int, dict[tuple[int, int], Fact]]:
        subjects = [child.subject_id for row in self.projects for child in row.children.all()]
        return period_table(subjects, self.submission.period, position=self._known) if subjects else {}

    def _of_children(self, project: Project, code: str) -> Value:
        """The sum of the sub-projects; missing as long as one of them has not reported, or there are none."""
        measure = self._measures[code]
        numbers = [self._child_number(child.subject_id, measure) for child in project.children.all()]
        return None if not numbers or None in numbers else sum(number for number in numbers if number is not None)

    def _child_number(self, subject_id: int, measure: Measure) -> int | None:
        if answer := self.answers.get((subject_id, measure.pk)):
            return answer.number
        fact = self._children.get(subject_id, {}).get((measure.pk, FigureKind.DISPATCH))
        return fact.number if fact else None


def _planned(row: AnnualPlan, period: Period, quarter: str) -> dict[str, Fraction | str]:
    """Money of the period and of the year so far; the image progress of the quarter."""
    curve: Mapping[str, int] = row.points
    so_far = planned_by(row.amount_fen, curve, period)
    found: dict[str, Fraction | str] = {}
    if so_far is not None:
        before = period.previous()
        earlier = planned_by(row.amount_fen, curve, before) if before.year == period.year else Fraction(0)
        found |= {"invested_ytd": so_far, "invested": so_far - (earlier or Fraction(0))}
    if words := row.image.get(quarter):
        found["image_progress"] = str(words)
    return found


def _as_value(number: int | None, measure: Measure) -> Value:
    if number is None:
        return None
    return Fraction(number, _BASIS) if measure.unit == NumberUnit.BASIS_POINT else number
