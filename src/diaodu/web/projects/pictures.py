"""Photos of a site, in the widths that pages show."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from diaodu.lib.readonly import readonly
from diaodu.projects.models import Photo
from diaodu.projects.pictures import WIDTHS, copy_of
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.projects.permissions import can_see_projects
from diaodu.web.records.known import known_to

A_DAY = 86_400


@readonly
@allowed(can_see_projects)
def photo(request: ViewerRequest, pk: int, width: int) -> HttpResponse:
    """A copy of a photo: upright, small, without what the camera wrote into it."""
    row = get_object_or_404(known_to(request).visible(Photo).select_related("source"), id=pk)
    if width not in WIDTHS:
        raise Http404
    path = copy_of(row.source.sha256, name=row.source.name, width=width)
    answer = HttpResponse(path.read_bytes(), content_type="image/jpeg")
    answer["Cache-Control"] = f"private, max-age={A_DAY}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
