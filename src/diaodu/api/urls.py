"""The addresses beneath /api/v1/. Every answer there is JSON, also where no route is."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from diaodu.api.errors import Refused, answer_refused
from diaodu.api.interface import api
from diaodu.lib.readonly import readonly

View = Callable[..., HttpResponseBase]


@csrf_exempt
def no_such_address(request: HttpRequest) -> JsonResponse:
    return answer_refused(request, Refused(404, "not_found", _("There is no such address."), "path"))


def in_our_manner(view: View) -> View:
    """A GET cannot write, no answer is kept by a cache, and a method that a route lacks is refused in JSON as well."""
    reading = readonly(view)

    @wraps(view)
    def answered(request: HttpRequest, **values: Any) -> HttpResponseBase:
        try:
            response = (reading if request.method == "GET" else view)(request, **values)
        except Http404:
            response = no_such_address(request)
        if response.status_code == 405:
            refused = Refused(405, "method", _("This address does not take this method."), "method")
            allowed = response["Allow"]
            response = answer_refused(request, refused)
            response["Allow"] = allowed
        response["Cache-Control"] = "no-store"
        return response

    return answered


routes, application, namespace = api.urls
for route in routes:
    if isinstance(route, URLPattern):
        route.callback = in_our_manner(route.callback)

urlpatterns = [path("", (routes, application, namespace)), re_path("", no_such_address)]
