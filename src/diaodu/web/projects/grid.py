"""The ledger of key projects on a page: its rows, the way to each cell's evidence, views that people keep."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from diaodu.accounts.known import Known
from diaodu.ledger.actions import drop_view, keep_view
from diaodu.ledger.asking import Asked
from diaodu.ledger.columns import BY_CODE
from diaodu.ledger.models import KeptView, SharedWith
from diaodu.ledger.rows import ProjectLedger
from diaodu.ledger.totals import totals_of
from diaodu.lib.htmx import render_page
from diaodu.lib.paging import page_of
from diaodu.lib.readonly import readonly
from diaodu.meetings.taking_up import never_taken_up
from diaodu.projects.models import Project
from diaodu.projects.refusals import Refused
from diaodu.projects.rights import KEEPING_ROLES
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.projects.cell_page import CellPage
from diaodu.web.projects.forms import KeptViewForm
from diaodu.web.projects.grid_words import grid_words
from diaodu.web.projects.ledger import LedgerPage
from diaodu.web.projects.permissions import can_see_projects
from diaodu.web.records.known import known_to


@readonly
@allowed(can_see_projects)
def project_list(request: ViewerRequest) -> HttpResponse:
    """The ledger of the projects that this person may see."""
    known = known_to(request)
    ledger = ProjectLedger(known, Asked.of(dict(request.GET.lists()), known))
    page = page_of(ledger.sorted(), request)
    shown = LedgerPage(ledger, ledger.shown(page), totals_of(ledger))
    all_count = ledger.everything.count() if ledger.asked.is_narrowing else page.paginator.count
    context = {
        "shown": shown,
        "page": page,
        "all_count": all_count,
        "never_count": never_taken_up(ledger.everything, known, "project").count(),
        "views": KeptView.objects.visible_to(request.viewer).select_related("owner"),
        "grid": _grid(request, ledger, page.number),
    }
    return render_page(request, "projects/list.html", context, parts=("rows",))


def _grid(request: ViewerRequest, ledger: ProjectLedger, page: int) -> dict[str, Any]:
    """What the grid starts from; the rows it asks of the interface."""
    return {
        "api": reverse("api:api-root").rstrip("/") + "/ledger",
        "columns": [column.code for column in ledger.asked.columns],
        "parameters": [pair for pair in ledger.asked.parameters() if pair[0] != "column"],
        "page": page,
        "as_of": request.as_of.position if request.as_of else None,
        "may_edit": request.as_of is None and request.viewer.has(*KEEPING_ROLES),
        "csrf": get_token(request),
        "words": grid_words(),
    }


@readonly
@allowed(can_see_projects)
def cell(request: ViewerRequest, pk: int, code: str) -> HttpResponse:
    """What one cell rests on."""
    known = known_to(request)
    project = get_object_or_404(known.visible(Project), id=pk)
    if code not in BY_CODE:
        raise Http404
    asked = Asked.of({"column": [code], "period": request.GET.getlist("period")}, known)
    shown = CellPage(project, BY_CODE[code], known, asked.period)
    if sheet := shown.sheet():
        past = f"?as_of={request.as_of.day.isoformat()}" if request.as_of else ""
        return HttpResponseRedirect(sheet + past)
    return render_page(request, "projects/cell.html", {"shown": shown}, parts=("sheet-body",))


@require_POST
@allowed(can_see_projects)
def keep(request: ViewerRequest) -> HttpResponse:
    """Keep what the page asks under a name."""
    form = KeptViewForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A view needs a name of at most 40 characters."))
        return HttpResponseRedirect(reverse("projects:list"), status=303)
    asked = Asked.of(dict(form.parameters.lists()), Known(request.viewer, None, request.today))
    shared_with = SharedWith(form.cleaned_data["shared_with"])
    try:
        view = keep_view(
            form.cleaned_data["name"], query=asked.query, shared_with=shared_with, viewer=request.viewer, at=now()
        )
    except Refused as refused:
        messages.error(request, refused.words)
    else:
        messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
    return HttpResponseRedirect(f"{reverse('projects:list')}?{asked.query}", status=303)


@require_POST
@allowed(can_see_projects)
def drop(request: ViewerRequest, pk: int) -> HttpResponse:
    """Drop one's own view; another's is not there to be dropped."""
    view = get_object_or_404(KeptView, owner=request.viewer.user, pk=pk)
    drop_view(view, viewer=request.viewer, at=now())
    messages.success(request, _("The view “%(name)s” is dropped.") % {"name": view.name})
    return HttpResponseRedirect(reverse("projects:list"), status=303)
