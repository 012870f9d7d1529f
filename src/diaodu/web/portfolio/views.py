"""The portfolio of key projects: its board, and having its findings computed."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from diaodu.assessment.tasks import compute_period
from diaodu.lib.htmx import render_page
from diaodu.lib.readonly import readonly
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.portfolio.board import BoardForm, columns_of
from diaodu.web.portfolio.forms import PeriodForm
from diaodu.web.portfolio.permissions import can_recompute, can_see_portfolio
from diaodu.web.records.known import known_to


@readonly
@allowed(can_see_portfolio)
def board(request: ViewerRequest) -> HttpResponse:
    """Projects in columns by light or by phase."""
    form = BoardForm(request.GET, known=known_to(request))
    selection = form.selection
    context = {
        "form": form,
        "selection": selection,
        "columns": columns_of(form, selection, request),
        "all_count": selection.projects.count(),
        "may_recompute": can_recompute(request.viewer) and request.as_of is None,
    }
    return render_page(request, "portfolio/board.html", context, parts=("rows",))


@require_POST
@allowed(can_recompute)
def recompute(request: ViewerRequest) -> HttpResponse:
    """Have everything about a period computed anew, in the background."""
    form = PeriodForm(request.POST)
    if form.is_valid():
        compute_period.enqueue(form.cleaned_data["period"])
        messages.success(request, _("The findings are being computed. They stand here in a moment."))
    else:
        messages.error(request, _("This is no period that findings can be computed for."))
    return HttpResponseRedirect(reverse("portfolio:board"), status=303)
