"""Units and access: the tree as of a day."""

from collections.abc import Iterator

from django.http import HttpResponse

from diaodu.accounts.models import UnitState
from diaodu.accounts.tree import UnitTree
from diaodu.lib.htmx import render_page
from diaodu.lib.readonly import readonly
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.units.permissions import can_manage_units, can_see_units


def in_tree_order(tree: UnitTree) -> Iterator[tuple[int, UnitState]]:
    """Every unit after its parent, with its depth."""
    waiting = [(0, state) for state in reversed(tree.children.get(None, []))]
    while waiting:
        depth, state = waiting.pop()
        yield depth, state
        waiting.extend((depth + 1, child) for child in reversed(tree.children.get(state.unit_id, [])))


@readonly
@allowed(can_see_units)
def unit_tree(request: ViewerRequest) -> HttpResponse:
    """The units that exist on the day looked at, each below the one it belongs to."""
    tree = UnitTree.on(request.as_of.day) if request.as_of else request.viewer.tree
    context = {"rows": list(in_tree_order(tree)), "may_manage": can_manage_units(request.viewer)}
    return render_page(request, "units/tree.html", context)
