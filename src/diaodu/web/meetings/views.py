"""Dispatch meetings: the list, one meeting, what meetings demanded."""

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from diaodu.lib.htmx import render_page
from diaodu.lib.paging import page_of
from diaodu.lib.readonly import readonly
from diaodu.meetings.models import Meeting
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.meetings.directives import DirectiveForm, directive_rows, last_past_due, next_due
from diaodu.web.meetings.listing import meeting_rows
from diaodu.web.meetings.page import MeetingPage
from diaodu.web.meetings.permissions import can_see_meetings
from diaodu.web.records.known import known_to


@readonly
@allowed(can_see_meetings)
def meeting_list(request: ViewerRequest) -> HttpResponse:
    """The meetings of the units that this person may see, the latest first."""
    known = known_to(request)
    page = page_of(known.visible(Meeting).order_by(F("held_on").desc(nulls_last=True), "-id"), request)
    context = {
        "page": page,
        "rows": meeting_rows(known, page),
        "past_count": last_past_due(known).count(),
        "next_count": next_due(known).count(),
    }
    return render_page(request, "meetings/list.html", context)


@readonly
@allowed(can_see_meetings)
def meeting_page(request: ViewerRequest, pk: int) -> HttpResponse:
    """One meeting: who was there, what it took up and what it demanded."""
    known = known_to(request)
    meeting = get_object_or_404(known.visible(Meeting), id=pk)
    return render_page(request, "meetings/meeting.html", {"meeting": meeting, "shown": MeetingPage(meeting, known)})


@readonly
@allowed(can_see_meetings)
def directive_list(request: ViewerRequest) -> HttpResponse:
    """What meetings demanded, by when it is due."""
    known = known_to(request)
    form = DirectiveForm(request.GET)
    page = page_of(form.narrowed(known), request)
    context = {"form": form, "page": page, "rows": directive_rows(known, page)}
    return render_page(request, "meetings/directives.html", context, parts=("rows",))
