"""The portfolio of key projects: board, map and its outlines, and having its findings computed."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from diaodu.accounts.models import Unit
from diaodu.assessment.actions import adopt_outline
from diaodu.assessment.tasks import compute_period
from diaodu.lib.htmx import render_page
from diaodu.lib.paging import page_of
from diaodu.lib.readonly import readonly
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.portfolio.board import BoardForm, columns_of
from diaodu.web.portfolio.forms import PeriodForm
from diaodu.web.portfolio.gantt import ROWS, GanttForm, gantt_of
from diaodu.web.portfolio.map import MapForm, areas_of, drawing_of, outline_of
from diaodu.web.portfolio.outline import OutlineForm, fitting
from diaodu.web.portfolio.permissions import can_recompute, can_see_portfolio, can_see_wall, can_set_up_map
from diaodu.web.portfolio.selecting import in_words
from diaodu.web.portfolio.wall import wall_of
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


@readonly
@allowed(can_see_portfolio)
def project_map(request: ViewerRequest) -> HttpResponse:
    """The units, coloured by an indicator."""
    form = MapForm(request.GET, known=known_to(request))
    selection = form.selection
    context = {
        "form": form,
        "selection": selection,
        "indicator": in_words(form.by.label),
        "rule": in_words(form.by.rule),
        "drawing": drawing_of(selection, form.by),
        "may_recompute": can_recompute(request.viewer) and request.as_of is None,
        "may_set_up": can_set_up_map(request.viewer),
    }
    return render_page(request, "portfolio/map.html", context, parts=("rows",))


@readonly
@allowed(can_see_portfolio)
def gantt(request: ViewerRequest) -> HttpResponse:
    """Planned and actual times of the projects, one line each."""
    known = known_to(request)
    form = GanttForm(request.GET, known=known)
    projects = form.selection.projects
    if "phase" in form.chosen:
        projects = projects.filter(phase=form.chosen["phase"])
    page = page_of(projects.order_by("-starred", "name", "id"), request, size=ROWS)
    context = {"form": form, "page": page, "gantt": gantt_of(known, page)}
    return render_page(request, "portfolio/gantt.html", context, parts=("rows",))


@readonly
@allowed(can_see_wall)
def wall(request: ViewerRequest) -> HttpResponse:
    """The big screen; it asks for itself again every minute."""
    form = MapForm(request.GET, known=known_to(request))
    selection = form.selection
    context = {
        "selection": selection,
        "indicator": in_words(form.by.label),
        "wall": wall_of(selection, at=now()),
    }
    return render_page(request, "portfolio/wall.html", context, parts=("wall",))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_set_up_map)
def outline(request: ViewerRequest) -> HttpResponse:
    """The outlines that the map is drawn with, and which of them are units."""
    form = OutlineForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        root = request.viewer.tree.government_of(request.viewer.own_units[0])
        unit = Unit.objects.get(pk=root or request.viewer.own_units[0])
        adopt_outline(form.cleaned_data["file"], name=form.file_name, unit=unit, by=request.user, at=now())
        messages.success(request, _("The map is drawn with these outlines from now on."))
        return HttpResponseRedirect(reverse("portfolio:outline"), status=303)
    known = known_to(request)
    standing = outline_of(known)
    areas = areas_of(standing.source.sha256, standing.source.name) if standing else ()
    context = {"form": form, "standing": standing, "fitting": fitting(areas, known.tree)}
    return render_page(request, "portfolio/outline.html", context, status=422 if form.is_bound else 200)


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
