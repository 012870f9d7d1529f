"""一项目一方案一专班: which projects lack a task force or a plan."""

from django.db.models import Exists, OuterRef
from django.http import HttpResponse

from diaodu.lib.htmx import render_page
from diaodu.lib.paging import page_of
from diaodu.lib.readonly import readonly
from diaodu.projects.models import Plan, Project, TaskForce
from diaodu.projects.rights import KEEPING_ROLES
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.projects.permissions import can_see_projects
from diaodu.web.records.known import known_to


@readonly
@allowed(can_see_projects)
def lacking(request: ViewerRequest) -> HttpResponse:
    """The projects that lack one, by unit, with what each lacks."""
    known = known_to(request)
    everything = known.visible(Project)
    of_this = OuterRef("id")
    marked = everything.annotate(
        has_team=Exists(known.rows(TaskForce).filter(project_id=of_this)),
        has_plan=Exists(known.rows(Plan).filter(project_id=of_this)),
    )
    incomplete = marked.exclude(has_team=True, has_plan=True).order_by("unit_id", "name", "id")
    page = page_of(incomplete, request)
    keeping = known.viewer.units(KEEPING_ROLES) if request.as_of is None else frozenset[int]()
    context = {
        "page": page,
        "rows": [(row, known.tree.name(row.unit_id), row.unit_id in keeping) for row in page],
        "all_count": everything.count(),
        "without_team": marked.filter(has_team=False).count(),
        "without_plan": marked.filter(has_plan=False).count(),
        "with_both": marked.filter(has_team=True, has_plan=True).count(),
    }
    return render_page(request, "projects/lacking.html", context, parts=("rows",))
