"""What the page of one meeting shows."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from diaodu.accounts.known import Known
from diaodu.leads.models import Lead
from diaodu.meetings.models import AgendaEntry, Attendance, Directive, DirectiveKind, Meeting, Series
from diaodu.projects.models import Project
from diaodu.web.leads.permissions import can_see_leads
from diaodu.web.meetings.demands import Demand, demands_of
from diaodu.web.meetings.taken_up import Mention, mention, taken_up
from diaodu.web.projects.ledger import programmes_of
from diaodu.web.records.changes import Change, Shown, Track, changes_of
from diaodu.web.records.evidence import Cited, CitedSource, EvidenceOf, evidence_of


@dataclass(frozen=True)
class Item:
    """A project or lead on the agenda, with the meeting that took it up before this one."""

    pk: int
    name: Cited
    last_time: Mention | None
    demanded_then: list[str]


@dataclass(frozen=True)
class MeetingPage:
    meeting: Meeting
    known: Known

    @cached_property
    def mention(self) -> Mention:
        return mention(self.meeting)

    @cached_property
    def series(self) -> Series | None:
        return self.known.rows(Series).filter(id=self.meeting.series_id).first() if self.meeting.series_id else None

    @cached_property
    def _entries(self) -> list[AgendaEntry]:
        return list(self.known.rows(AgendaEntry).filter(meeting_id=self.meeting.pk).order_by("order", "id"))

    @cached_property
    def _projects(self) -> dict[int, Project]:
        wanted = [entry.project_id for entry in self._entries if entry.project_id]
        return {row.pk: row for row in self.known.visible(Project).filter(id__in=wanted)}

    @cached_property
    def _leads(self) -> dict[int, Lead]:
        if not can_see_leads(self.known.viewer):
            return {}
        wanted = [entry.lead_id for entry in self._entries if entry.lead_id]
        return {row.pk: row for row in self.known.visible(Lead).filter(id__in=wanted)}

    @cached_property
    def _directives(self) -> list[Directive]:
        return list(self.known.rows(Directive).filter(meeting_id=self.meeting.pk).order_by("order", "id"))

    @cached_property
    def evidence(self) -> EvidenceOf:
        shown: list[Project | Lead | Directive] = [*self._projects.values(), *self._leads.values(), *self._directives]
        return evidence_of(self.known, [self.meeting.subject_id, *(row.subject_id for row in shown)])

    def _own(self, name: str, words: str) -> Cited:
        return self.evidence.cited(self.meeting.subject_id, name, words)

    @cached_property
    def title(self) -> Cited:
        return self._own("title", self.meeting.title)

    @cached_property
    def day(self) -> Cited:
        return self._own("held_on", str(self.meeting.held_on or ""))

    @cached_property
    def chair(self) -> Cited:
        return self._own("chair", self.meeting.chair)

    @cached_property
    def ordinal(self) -> Cited:
        return self._own("ordinal", self.mention.words if self.meeting.ordinal else "")

    @cached_property
    def unit(self) -> str:
        return self.known.tree.name(self.meeting.unit_id)

    @cached_property
    def attendees(self) -> list[Cited]:
        rows = self.known.rows(Attendance).filter(meeting_id=self.meeting.pk).order_by("id")
        return [self._own(f"attendee:{row.name}", row.name) for row in rows]

    @cached_property
    def neighbours(self) -> tuple[Mention | None, Mention | None]:
        """The meetings before and after this one in its series."""
        meeting = self.meeting
        if meeting.series_id is None or meeting.ordinal is None:
            return None, None
        others = self.known.visible(Meeting).filter(series_id=meeting.series_id)
        before = others.filter(ordinal__lt=meeting.ordinal).order_by("-ordinal", "-id").first()
        after = others.filter(ordinal__gt=meeting.ordinal).order_by("ordinal", "id").first()
        return mention(before) if before else None, mention(after) if after else None

    @cached_property
    def _last_times(self) -> dict[tuple[str, int], Mention]:
        """The meeting before this one that took up each project and lead on the agenda."""
        heard_before: dict[tuple[str, int], Mention] = {}
        for kind, rows in (("project", self._projects), ("lead", self._leads)):
            for pk, mentions in taken_up(self.known, kind, rows).items():
                earlier = (one for one in mentions if one.order < self.mention.order)
                if (last := next(earlier, None)) is not None:
                    heard_before[kind, pk] = last
        return heard_before

    @cached_property
    def _demanded_then(self) -> list[Directive]:
        wanted = {meeting.pk for meeting in self._last_times.values()}
        return list(self.known.rows(Directive).filter(meeting_id__in=wanted).order_by("order", "id"))

    def _item(self, kind: str, row: Project | Lead) -> Item:
        last_time = self._last_times.get((kind, row.pk))
        then = [one for one in self._demanded_then if last_time is not None and one.meeting_id == last_time.pk]
        naming = [one.party + one.text for one in then if row.name in one.text or row.name in one.party]
        return Item(row.pk, self.evidence.cited(row.subject_id, "name", row.name), last_time, naming)

    @cached_property
    def projects(self) -> list[tuple[str, list[Item]]]:
        """The projects taken up, under the programmes that list them this year, in the order of the agenda."""
        listed = programmes_of(self.known, self._projects)
        groups: dict[str, list[Item]] = {}
        for entry in self._entries:
            project = self._projects.get(entry.project_id or 0)
            if project is not None:
                names = dict.fromkeys(name for year, name in listed.get(project.pk, ()) if self._is_this_year(year))
                group = pgettext("between names", ", ").join(names)
                groups.setdefault(group, []).append(self._item("project", project))
        return list(groups.items())

    @property
    def project_count(self) -> int:
        return len(self._projects)

    def _is_this_year(self, year: int) -> bool:
        return self.meeting.held_on is None or self.meeting.held_on.year == year

    @cached_property
    def leads(self) -> list[Item]:
        rows = [self._leads[entry.lead_id] for entry in self._entries if entry.lead_id in self._leads]
        return [self._item("lead", lead) for lead in rows]

    @cached_property
    def demands(self) -> list[Demand]:
        rows = [row for row in self._directives if row.kind == DirectiveKind.DEMAND]
        return demands_of(self.known, rows, self.evidence)

    @cached_property
    def asks(self) -> list[Demand]:
        rows = [row for row in self._directives if row.kind == DirectiveKind.POLICY]
        return demands_of(self.known, rows, self.evidence)

    @cached_property
    def sources(self) -> list[CitedSource]:
        return self.evidence.sources_of(self.meeting.subject_id, *(row.subject_id for row in self._directives))

    @cached_property
    def changes(self) -> list[Change]:
        own = Track(Meeting.history.filter(id=self.meeting.pk), self._shown)
        present = Attendance.history.filter(meeting_id=self.meeting.pk)
        return changes_of(self.known, own, Track(present, lambda row: {_("Present"): row.name}))

    def _shown(self, row: Meeting) -> Shown:
        return {
            pgettext("meeting", "Title"): row.title,
            _("Ordinal"): str(row.ordinal or ""),
            _("Held on"): str(row.held_on or ""),
            _("Chair"): row.chair,
            _("Convened by"): self.known.tree.name(row.unit_id),
        }
