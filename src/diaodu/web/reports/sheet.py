"""The sheet of one report: one row a project, one column a measure, each cell with what was said before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.known import Known
from diaodu.assessment.entries import EntryChecks, Found, explained
from diaodu.engine.entry_checks import CheckKind
from diaodu.engine.periods import NotAPeriod, Period
from diaodu.facts.answers import Answer, Cell, answers
from diaodu.facts.figures import scale, shown_figure
from diaodu.facts.models import REPORTING_ROLES, Fact, FigureKind, NumberUnit
from diaodu.facts.queries import period_table
from diaodu.facts.reporting import AskedMeasure, Submission, TypedIn
from diaodu.facts.submitting import CellReason, Explanation
from diaodu.journal.models import Head
from diaodu.projects.models import Project


@dataclass(frozen=True)
class Column:
    """One measure of the form, and the unit in which its amounts are typed."""

    asked: AskedMeasure

    @property
    def measure_id(self) -> int:
        return self.asked.measure_id

    @property
    def label(self) -> str:
        return str(self.asked.measure)

    @property
    def is_words(self) -> bool:
        return self.asked.measure.unit == NumberUnit.TEXT

    @property
    def unit(self) -> str:
        """The unit that stands once in the column's head."""
        if self.asked.measure.unit == NumberUnit.FEN:
            return str(TypedIn(self.asked.typed_in).label)
        return str(UNIT_WORDS.get(NumberUnit(self.asked.measure.unit), ""))

    def shown(self, row: Fact | Answer, *, grouped: bool = True) -> str:
        if row.number is None:
            return row.text or ""
        return shown_figure(row.number, unit=self.asked.measure.unit, typed_in=self.asked.typed_in, grouped=grouped)

    def shown_rounded(self, planned: Fraction) -> str:
        """A planned amount, which need not be whole, to two digits of the column's unit."""
        part = scale(self.asked.measure.unit, self.asked.typed_in) // 100 or 1
        return shown_figure(round(planned / part) * part, unit=self.asked.measure.unit, typed_in=self.asked.typed_in)


UNIT_WORDS = {
    NumberUnit.AREA: "㎡",
    NumberUnit.BASIS_POINT: "%",
    NumberUnit.TONNE_CE: pgettext_lazy("unit of energy", "tce"),
    NumberUnit.DATE: _("date, such as 2024-05-31"),
}


@dataclass(frozen=True)
class SheetCell:
    """One cell: its answer if there is one, the period before, and what reviewers and checks say about it."""

    submission_id: int
    subject_id: int
    column: Column
    project: str
    answer: Answer | None
    before: Fact | None
    reason: str
    explanation: str
    planned: str
    found: tuple[Found, ...]

    @property
    def key(self) -> str:
        return f"{self.subject_id}-{self.column.measure_id}"

    @property
    def shown(self) -> str:
        return self.column.shown(self.answer) if self.answer else ""

    @property
    def typed(self) -> str:
        return self.column.shown(self.answer, grouped=False) if self.answer else ""

    @property
    def is_silent(self) -> bool:
        return self.answer is not None and self.answer.is_silent

    @property
    def is_locked(self) -> bool:
        return self.answer is not None and self.answer.is_locked

    @property
    def seen(self) -> int:
        """The position of the drafted value that the form shows; 0 for none."""
        own = self.answer and self.answer.drafted
        return own.position if own and own.submission_id == self.submission_id else 0

    @property
    def objections(self) -> list[tuple[str, bool]]:
        """What checks say of the value, in the language of the page, and whether it must be mended."""
        language = get_language() or "zh-hans"
        return [(one.objection.words.in_language(language), one.objection.kind is CheckKind.STOP) for one in self.found]

    @property
    def asks_for_words(self) -> bool:
        """Whether a check wants to know why; what was said once stays to be seen."""
        return bool(self.explanation) or any(one.objection.kind is CheckKind.EXPLAIN for one in self.found)

    @property
    def shown_before(self) -> str:
        return self.column.shown(self.before) if self.before else ""


@dataclass(frozen=True)
class SheetRow:
    subject_id: int
    name: str
    project_id: int | None
    cells: list[SheetCell]


@dataclass(frozen=True)
class Sheet:
    """What one person may see of a report. Drafts are shown to the unit's reporters alone, and only as of now."""

    submission: Submission
    known: Known

    @property
    def sees_drafts(self) -> bool:
        reporting = self.known.viewer.units(REPORTING_ROLES)
        return self.known.position is None and self.submission.unit_id in reporting

    @cached_property
    def columns(self) -> list[Column]:
        if self.submission.task is None:
            return []
        return [Column(asked) for asked in self.submission.task.columns.select_related("measure")]

    @cached_property
    def period(self) -> Period | None:
        try:
            return Period.parse(self.submission.period)
        except NotAPeriod:
            return None

    @cached_property
    def subjects(self) -> list[int]:
        return list(self.submission.asked.order_by("id").values_list("subject_id", flat=True))

    @cached_property
    def answers(self) -> dict[Cell, Answer]:
        return answers(self.submission, facts_only=not self.sees_drafts, position=self.known.position)

    @cached_property
    def rows(self) -> list[SheetRow]:
        return self.rows_of(self.subjects)

    def rows_of(self, subjects: Iterable[int]) -> list[SheetRow]:
        wanted = list(subjects)
        projects = {row.subject_id: row for row in self.known.rows(Project).filter(subject_id__in=wanted)}
        checks = EntryChecks(self.submission, self.answers, tuple(wanted), self.known.position)
        found: dict[Cell, list[Found]] = defaultdict(list)
        for one in checks.found(explained(self.submission, self.answers)):
            found[one.cell].append(one)
        return [self._row(subject_id, projects.get(subject_id), checks, found) for subject_id in wanted]

    @cached_property
    def total(self) -> int:
        return len(self.subjects) * len(self.columns)

    @cached_property
    def answered(self) -> int:
        measures = {column.measure_id for column in self.columns}
        return sum(subject in set(self.subjects) and measure in measures for subject, measure in self.answers)

    @cached_property
    def reasons(self) -> dict[Cell, str]:
        kept = [CellReason(**row) for row in self.submission.reasons]
        return {(row.subject_id, row.measure_id): row.reason for row in kept}

    @cached_property
    def explanations(self) -> dict[Cell, str]:
        kept = [Explanation(**row) for row in self.submission.explanations]
        return {(row.subject_id, row.measure_id): row.words for row in kept}

    @cached_property
    def _before(self) -> dict[int, dict[tuple[int, int], Fact]]:
        if self.period is None:
            return {}
        position = self.known.position
        if position is None:
            position = Head.objects.values_list("position", flat=True).get()
        return period_table(self.subjects, self.period.previous().code, position=position)

    def _row(
        self, subject_id: int, project: Project | None, checks: EntryChecks, found: Mapping[Cell, list[Found]]
    ) -> SheetRow:
        name = project.name if project else ""
        planned = checks.planned.get(subject_id, {})
        cells = [self._cell(subject_id, column, name, planned, found) for column in self.columns]
        return SheetRow(subject_id, name, project.pk if project else None, cells)

    def _cell(
        self,
        subject_id: int,
        column: Column,
        name: str,
        planned: Mapping[str, Fraction | str],
        found: Mapping[Cell, list[Found]],
    ) -> SheetCell:
        cell = (subject_id, column.measure_id)
        answer = self.answers.get(cell)
        typed = answer.drafted.explanation if answer and answer.drafted else ""
        asked = planned.get(column.asked.measure.code, "")
        return SheetCell(
            submission_id=self.submission.pk,
            subject_id=subject_id,
            column=column,
            project=name,
            answer=answer,
            before=self._before.get(subject_id, {}).get((column.measure_id, FigureKind.DISPATCH)),
            reason=self.reasons.get(cell, ""),
            explanation=typed or self.explanations.get(cell, ""),
            planned=asked if isinstance(asked, str) else column.shown_rounded(asked),
            found=tuple(found.get(cell, ())),
        )
