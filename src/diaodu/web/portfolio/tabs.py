"""The pages that show the same projects: the ledger and what stands beside it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from diaodu.accounts.viewer import Viewer
from diaodu.web.access import Predicate
from diaodu.web.portfolio.permissions import can_see_portfolio, can_see_wall

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Tab:
    url: str
    label: "_StrPromise"
    may_see: Predicate


TABS: tuple[Tab, ...] = (
    Tab("projects:list", pgettext_lazy("tab", "Ledger"), can_see_portfolio),
    Tab("portfolio:board", pgettext_lazy("tab", "Board"), can_see_portfolio),
    Tab("portfolio:gantt", pgettext_lazy("tab", "Time line"), can_see_portfolio),
    Tab("portfolio:map", pgettext_lazy("tab", "Map"), can_see_portfolio),
    Tab("portfolio:wall", pgettext_lazy("tab", "Wall"), can_see_wall),
)


def tabs_for(viewer: Viewer) -> list[Tab]:
    return [tab for tab in TABS if tab.may_see(viewer)]
