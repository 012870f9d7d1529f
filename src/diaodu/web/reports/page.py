"""What the page of one report shows, and what its reader may do there."""

from dataclasses import dataclass, field
from functools import cached_property

from django.core.paginator import Page, Paginator

from diaodu.accounts.known import Known
from diaodu.facts.chain import ReviewChain
from diaodu.facts.models import CORRECTING_ROLES
from diaodu.facts.reporting import Submission, SubmissionState
from diaodu.web.reports.entry import Said, shown_theirs
from diaodu.web.reports.listing import ReportRow, report_rows
from diaodu.web.reports.permissions import can_fill_in
from diaodu.web.reports.sheet import Sheet, SheetCell, SheetRow

ROWS = 40


@dataclass(frozen=True)
class ShownCell:
    """A cell with what came of typing into it just now."""

    cell: SheetCell
    said: Said

    @property
    def words(self) -> str:
        """What stands in the field: what was typed, as long as it is not kept."""
        return self.said.typed or self.cell.typed

    @property
    def theirs(self) -> str:
        return shown_theirs(self.cell.column, self.said.theirs)

    @property
    def seen(self) -> int:
        """Saving again after a conflict overwrites what one has been shown."""
        if self.said.is_conflict:
            return self.said.theirs.position if self.said.theirs else 0
        return self.cell.seen


@dataclass(frozen=True)
class ShownRow:
    row: SheetRow
    cells: list[ShownCell]


@dataclass(frozen=True)
class ReportPage:
    submission: Submission
    known: Known
    page: str | None = None
    said: dict[str, Said] = field(default_factory=dict)

    @cached_property
    def sheet(self) -> Sheet:
        return Sheet(self.submission, self.known)

    @cached_property
    def about(self) -> ReportRow:
        return report_rows(self.known, [self.submission], today=self.known.day)[0]

    @cached_property
    def _chain(self) -> ReviewChain:
        return ReviewChain.of(self.known.viewer.tree)

    @property
    def _is_now(self) -> bool:
        return self.known.position is None

    @cached_property
    def may_fill_in(self) -> bool:
        return self._is_now and can_fill_in(self.known.viewer, self.submission)

    @cached_property
    def may_approve(self) -> bool:
        submitted = self.submission.state == SubmissionState.SUBMITTED
        return self._is_now and submitted and self._chain.may_approve(self.known.viewer.user.pk, self.submission)

    @cached_property
    def may_accept(self) -> bool:
        straight = not self._chain.has_county_review(self.submission.unit_id)
        ready = self.submission.state == SubmissionState.APPROVED or (
            straight and self.submission.state == SubmissionState.SUBMITTED
        )
        return self._is_now and ready and self._chain.may_accept(self.known.viewer.user.pk, self.submission)

    @cached_property
    def may_return(self) -> bool:
        handed_in = self.submission.state in (SubmissionState.SUBMITTED, SubmissionState.APPROVED)
        return self._is_now and handed_in and self._chain.may_return(self.known.viewer.user.pk, self.submission)

    @cached_property
    def may_correct(self) -> bool:
        accepted = self.submission.state == SubmissionState.ACCEPTED
        return self._is_now and accepted and self.submission.unit_id in self.known.viewer.units(CORRECTING_ROLES)

    @property
    def has_county_review(self) -> bool:
        return self._chain.has_county_review(self.submission.unit_id)

    @cached_property
    def stretch(self) -> Page[int]:
        """The subjects of this page of the sheet."""
        return Paginator(self.sheet.subjects, ROWS).get_page(self.page)

    @cached_property
    def rows(self) -> list[ShownRow]:
        return [self._shown(row) for row in self.sheet.rows_of(self.stretch.object_list)]

    def _shown(self, row: SheetRow) -> ShownRow:
        return ShownRow(row, [ShownCell(cell, self.said.get(cell.key, Said())) for cell in row.cells])
