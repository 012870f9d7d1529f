"""What meetings demanded, across meetings: due next, past its date, all."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.known import Known
from diaodu.meetings.models import Directive, DirectiveKind, Meeting
from diaodu.web.meetings.demands import Demand, demands_of
from diaodu.web.meetings.taken_up import Mention, mention
from diaodu.web.records.evidence import evidence_of


def demanded(known: Known) -> QuerySet[Directive]:
    """The demands of all meetings that the viewer may see."""
    meetings = known.visible(Meeting).order_by().values("id")
    return known.rows(Directive).filter(kind=DirectiveKind.DEMAND, meeting_id__in=meetings)


def next_due(known: Known) -> QuerySet[Directive]:
    return demanded(known).filter(due_on__gte=known.day).order_by("due_on", "id")


def last_past_due(known: Known) -> QuerySet[Directive]:
    """Those whose date has passed, the latest date first. Whether they were met is not known yet."""
    return demanded(known).filter(due_on__lt=known.day).order_by("-due_on", "id")


class DirectiveForm(forms.Form):
    """What the list of directives can be narrowed by, in its address."""

    words = forms.CharField(label=_("Party or words contain"), required=False, max_length=60)
    due = forms.ChoiceField(
        label=_("Due"),
        required=False,
        choices=[("", _("All")), ("next", _("still to come")), ("past", _("date has passed")), ("open", _("no date"))],
    )

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked)
        self.is_valid()

    def narrowed(self, known: Known) -> QuerySet[Directive]:
        due, words = self.cleaned_data.get("due"), self.cleaned_data.get("words")
        if due == "next":
            rows = next_due(known)
        elif due == "past":
            rows = last_past_due(known)
        else:
            rows = demanded(known).order_by(F("due_on").desc(nulls_last=True), "-meeting_id", "order", "id")
            rows = rows.filter(due_on__isnull=True) if due == "open" else rows
        if words:
            rows = rows.filter(Q(text__icontains=words) | Q(party__icontains=words))
        return rows


@dataclass(frozen=True)
class DirectiveRow:
    demand: Demand
    meeting: Mention


def directive_rows(known: Known, directives: Iterable[Directive]) -> list[DirectiveRow]:
    directives = list(directives)
    wanted = {row.meeting_id for row in directives}
    meetings = {row.pk: mention(row) for row in known.visible(Meeting).filter(id__in=wanted)}
    evidence = evidence_of(known, [row.subject_id for row in directives])
    return [DirectiveRow(demand, meetings[demand.meeting_id]) for demand in demands_of(known, directives, evidence)]
