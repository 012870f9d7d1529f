"""The places of the navigation, in the order of the working day. A new area adds its line here."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.accounts.viewer import Viewer
from diaodu.web.access import Predicate, anyone
from diaodu.web.calendar.permissions import can_see_calendar
from diaodu.web.collect.predicates import can_see_sources
from diaodu.web.indicators.permissions import can_see_indicators
from diaodu.web.leads.permissions import can_see_leads
from diaodu.web.meetings.permissions import can_see_meetings
from diaodu.web.projects.permissions import can_see_projects
from diaodu.web.reports.permissions import can_see_reports
from diaodu.web.units.permissions import can_see_units

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Place:
    """An entry of the navigation: shown to whom the predicate allows, active within its URL namespace."""

    url: str
    label: "_StrPromise"
    icon: str
    may_see: Predicate
    # Further areas whose pages belong to it.
    also: tuple[str, ...] = ()

    @property
    def areas(self) -> tuple[str, ...]:
        return (self.url.partition(":")[0], *self.also)


PLACES: tuple[Place, ...] = (
    Place("home:today", pgettext_lazy("place", "Today"), "calendar-event", anyone),
    Place("collect:inbox", _("Collect"), "inbox", can_see_sources),
    Place("reports:list", _("Reports"), "layout-list", can_see_reports),
    Place("projects:list", pgettext_lazy("place", "Projects"), "briefcase", can_see_projects, also=("portfolio",)),
    Place("leads:list", pgettext_lazy("place", "Leads"), "target-arrow", can_see_leads),
    Place("meetings:list", pgettext_lazy("place", "Meetings"), "users", can_see_meetings),
)
MORE: tuple[Place, ...] = (
    Place("indicators:catalogue", _("Indicators and lights"), "eye", can_see_indicators),
    Place("calendar:this_year", _("Work calendar"), "calendar-event", can_see_calendar),
    Place("units:tree", _("Units and access"), "sitemap", can_see_units),
    Place("me:settings", _("My settings"), "settings", anyone),
)


def places_for(viewer: Viewer | None, places: tuple[Place, ...]) -> list[Place]:
    """The places that this person may open."""
    return [place for place in places if viewer is not None and place.may_see(viewer)]
