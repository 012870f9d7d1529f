"""What is answered of what a submission asks: typed here, reported before, or typed in another report of the unit."""

from dataclasses import dataclass

from diaodu.facts.actions import Reported
from diaodu.facts.models import Fact, FigureKind
from diaodu.facts.queries import period_table
from diaodu.facts.reporting import DraftedValue, Submission
from diaodu.journal.models import Head

Cell = tuple[int, int]  # subject, measure

PLACE = ("source_id", "sheet", "cell", "start", "end", "page", "typed_by_id")


@dataclass(frozen=True)
class Answer:
    """The value of one cell, and where it stands: exactly one of a drafted value and a fact."""

    drafted: DraftedValue | None = None
    fact: Fact | None = None
    # The report that it comes from, when that is another one.
    other: Submission | None = None

    @property
    def number(self) -> int | None:
        return self._row.number

    @property
    def text(self) -> str | None:
        return self._row.text

    @property
    def is_silent(self) -> bool:
        """Whether it says, explicitly, that nothing was reported."""
        return self.number is None and self.text is None

    @property
    def is_locked(self) -> bool:
        """Whether it was accepted: only a correction with a reason changes it."""
        return self.fact is not None and self.fact.is_locked

    @property
    def _row(self) -> DraftedValue | Fact:
        row = self.drafted or self.fact
        assert row is not None
        return row


def asked_cells(submission: Submission) -> list[Cell]:
    """Every subject with every measure of the task, in the order of the form."""
    if submission.task_id is None:
        return []
    measures = list(submission.task.columns.values_list("measure_id", flat=True))  # type: ignore[union-attr]
    subjects = submission.asked.order_by("id").values_list("subject_id", flat=True)
    return [(subject_id, measure_id) for subject_id in subjects for measure_id in measures]


def answers(submission: Submission, *, facts_only: bool = False, position: int | None = None) -> dict[Cell, Answer]:
    """Answered cells. What is typed here counts first, then what is known, then what another report has typed.

    `facts_only` leaves out what others may not see yet: drafts. `position` asks for what was known then.
    """
    subjects = list(submission.asked.values_list("subject_id", flat=True))
    if position is None:
        position = Head.objects.values_list("position", flat=True).get()
    found: dict[Cell, Answer] = {}
    if not facts_only:
        found |= {
            (row.subject_id, row.measure_id): Answer(row, other=row.submission)
            for row in _elsewhere(submission, subjects)
        }
    for subject_id, row in period_table(subjects, submission.period, position=position).items():
        for (measure_id, kind), fact in row.items():
            if kind == FigureKind.DISPATCH:
                other = fact.submission if fact.submission_id != submission.pk else None
                found[subject_id, measure_id] = Answer(fact=fact, other=other)
    if not facts_only:
        own = submission.drafted.filter(source_kind=FigureKind.DISPATCH).select_related("saved_by")
        found |= {(row.subject_id, row.measure_id): Answer(row) for row in own}
    return found


def as_reported(row: DraftedValue) -> Reported:
    place = {name: getattr(row, name) for name in PLACE}
    return Reported(row.subject_id, row.measure_id, row.source_kind, row.number, row.text, **place)


def _elsewhere(submission: Submission, subjects: list[int]) -> list[DraftedValue]:
    """What the unit has typed about the same subjects and period into other reports."""
    rows = DraftedValue.objects.filter(
        subject__in=subjects,
        source_kind=FigureKind.DISPATCH,
        submission__unit=submission.unit_id,
        submission__period=submission.period,
    )
    others = rows.exclude(submission=submission).select_related("submission__task", "saved_by")
    return list(others.order_by("-position"))
