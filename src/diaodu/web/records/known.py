"""What the viewer of a page may know: now, or at the end of the day that the page looks back to."""

from diaodu.accounts.known import Known
from diaodu.web.access import ViewerRequest


def known_to(request: ViewerRequest) -> Known:
    if request.as_of is None:
        return Known(request.viewer, None, request.today)
    return Known(request.viewer, request.as_of.position, request.as_of.day)
