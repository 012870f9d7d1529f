"""Every address: pages, sign-in, the API."""

from django.urls import include, path
from django.views.i18n import set_language

from diaodu.web.shell.views import health

urlpatterns = [
    path("", include("diaodu.web.home.urls")),
    path("health", health, name="health"),
    path("language/", set_language, name="set_language"),
    path("accounts/", include("diaodu.web.shell.sign_in_urls")),
    path("shell/", include("diaodu.web.shell.urls")),
    path("me/", include("diaodu.web.me.urls")),
    path("collect/", include("diaodu.web.collect.urls")),
    path("reports/", include("diaodu.web.reports.urls")),
    path("calendar/", include("diaodu.web.calendar.urls")),
    path("imports/", include("diaodu.web.imports.urls")),
    path("projects/", include("diaodu.web.projects.urls")),
    path("portfolio/", include("diaodu.web.portfolio.urls")),
    path("indicators/", include("diaodu.web.indicators.urls")),
    path("search/", include("diaodu.web.search.urls")),
    path("leads/", include("diaodu.web.leads.urls")),
    path("meetings/", include("diaodu.web.meetings.urls")),
    path("units/", include("diaodu.web.units.urls")),
    path("api/v1/", include("diaodu.api.urls")),
]
handler400 = "diaodu.web.shell.errors.bad_request"
handler403 = "diaodu.web.shell.errors.permission_denied"
handler404 = "diaodu.web.shell.errors.not_found"
handler500 = "diaodu.web.shell.errors.server_error"
