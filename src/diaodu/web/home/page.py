"""What a person's first page shows, by the roles that they hold."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import F, QuerySet

from diaodu.accounts.known import Known
from diaodu.accounts.models import Role
from diaodu.facts.models import REPORTING_ROLES, REVIEWING_ROLES
from diaodu.facts.reporting import Submission
from diaodu.leads.models import Lead
from diaodu.meetings.models import Meeting
from diaodu.projects.models import Project
from diaodu.web.collect.predicates import can_collect
from diaodu.web.home.desk import Confirmed, Unread, Waiting, confirmed_lately, unread_texts, waiting_texts
from diaodu.web.home.journal import Told, latest_entries
from diaodu.web.home.permissions import can_read_the_journal
from diaodu.web.leads.permissions import can_see_leads
from diaodu.web.meetings.directives import DirectiveRow, directive_rows, last_past_due, next_due
from diaodu.web.meetings.listing import MeetingRow, meeting_rows
from diaodu.web.meetings.page import MeetingPage
from diaodu.web.reports.listing import ReportRow, in_state, report_rows, waiting_for

SHOWN = 6


@dataclass(frozen=True)
class Today:
    known: Known
    now: datetime

    @property
    def is_desk(self) -> bool:
        """Whether this person takes texts in; what waits is of today, whichever day the page looks back to."""
        return can_collect(self.known.viewer) and self.known.position is None

    @cached_property
    def _reports(self) -> QuerySet[Submission]:
        return self.known.visible(Submission)

    @cached_property
    def owed(self) -> list[ReportRow]:
        """What this person's unit owes, the earliest due first."""
        if not self.known.viewer.has(*REPORTING_ROLES):
            return []
        mine = self._reports.filter(unit_id__in=self.known.viewer.units(REPORTING_ROLES))
        owed = in_state(mine, "owed", self.known, now=self.now).order_by("due_at", "id")
        return report_rows(self.known, owed[:SHOWN], today=self.known.day)

    @cached_property
    def to_review(self) -> list[ReportRow]:
        if not self.known.viewer.has(*REVIEWING_ROLES) or self.known.position is not None:
            return []
        waiting = waiting_for(self._reports, self.known).order_by("due_at", "id")
        return report_rows(self.known, waiting[:SHOWN], today=self.known.day)

    @property
    def reads(self) -> bool:
        """Whether this person reads and instructs rather than takes in."""
        return self.known.viewer.has(Role.LEADER, Role.LINE_DEPARTMENT)

    @property
    def watches(self) -> bool:
        return can_read_the_journal(self.known.viewer)

    @cached_property
    def waiting(self) -> list[Waiting]:
        return waiting_texts(self.known) if self.is_desk else []

    @property
    def drafts(self) -> int:
        return sum(text.drafts for text in self.waiting)

    @cached_property
    def unread(self) -> list[Unread]:
        return unread_texts(self.known, now=self.now) if self.is_desk else []

    @cached_property
    def confirmed(self) -> list[Confirmed]:
        return confirmed_lately(self.known) if self.is_desk else []

    @cached_property
    def meetings(self) -> list[MeetingRow]:
        latest = self.known.visible(Meeting).order_by(F("held_on").desc(nulls_last=True), "-id")
        return meeting_rows(self.known, latest[:SHOWN])

    @cached_property
    def latest(self) -> MeetingPage | None:
        """The latest meeting with what it demanded, for who reads."""
        if not self.reads or not self.meetings:
            return None
        return MeetingPage(self.known.rows(Meeting).get(id=self.meetings[0].meeting.pk), self.known)

    @cached_property
    def next_count(self) -> int:
        return next_due(self.known).count()

    @cached_property
    def past_count(self) -> int:
        return last_past_due(self.known).count()

    @cached_property
    def due(self) -> list[DirectiveRow]:
        return directive_rows(self.known, next_due(self.known)[:SHOWN])

    @cached_property
    def past(self) -> list[DirectiveRow]:
        return directive_rows(self.known, last_past_due(self.known)[:SHOWN])

    @cached_property
    def projects(self) -> int:
        return self.known.visible(Project).count()

    @cached_property
    def leads(self) -> int | None:
        return self.known.visible(Lead).count() if can_see_leads(self.known.viewer) else None

    @cached_property
    def entries(self) -> list[Told]:
        return latest_entries(self.known) if self.watches else []
