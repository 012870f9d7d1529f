"""Investment leads: the ledger and one lead."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from diaodu.leads.models import Lead
from diaodu.lib.htmx import render_page
from diaodu.lib.paging import page_of
from diaodu.lib.readonly import readonly
from diaodu.meetings.taking_up import never_taken_up
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.leads.ledger import LeadLedgerForm, lead_rows
from diaodu.web.leads.page import LeadPage
from diaodu.web.leads.permissions import can_see_leads
from diaodu.web.records.known import known_to


@readonly
@allowed(can_see_leads)
def lead_list(request: ViewerRequest) -> HttpResponse:
    """The ledger of the leads that this person may see."""
    known = known_to(request)
    form = LeadLedgerForm(request.GET, known=known)
    everything = known.visible(Lead)
    page = page_of(form.sorted(form.narrowed(everything)), request)
    context = {
        "form": form,
        "page": page,
        "rows": lead_rows(known, page),
        "meeting": form.meeting_asked(),
        "all_count": everything.count() if form.is_narrowing else page.paginator.count,
        "never_count": never_taken_up(everything, known, "lead").count(),
    }
    return render_page(request, "leads/list.html", context, parts=("rows",))


@readonly
@allowed(can_see_leads)
def lead_page(request: ViewerRequest, pk: int) -> HttpResponse:
    """One lead: who follows it, which meetings took it up, what changed."""
    known = known_to(request)
    lead = get_object_or_404(known.visible(Lead), id=pk)
    return render_page(request, "leads/lead.html", {"lead": lead, "shown": LeadPage(lead, known)})
