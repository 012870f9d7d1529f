"""What a few characters find."""

from django.http import HttpResponse

from diaodu.lib.htmx import render_page
from diaodu.lib.readonly import readonly
from diaodu.search.finding import find
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.records.known import known_to
from diaodu.web.search.hits import LONGEST, groups
from diaodu.web.search.permissions import can_search

MOST = 20


@readonly
@allowed(can_search)
def search(request: ViewerRequest) -> HttpResponse:
    """Projects, leads, meetings and demands whose words hold what was asked, present names and former ones."""
    known = known_to(request)
    asked = request.GET.get("q", "").strip()[:LONGEST]
    found = groups(find(asked, known=known, most=MOST), asked, known)
    return render_page(request, "search/search.html", {"asked": asked, "groups": found}, parts=("found",))
