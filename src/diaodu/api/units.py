"""Units: the part of the tree that a viewer may see, on a day."""

from datetime import date

from ninja import Field, Query, Router, Schema

from diaodu.accounts.models import Role, UnitKind, UnitState
from diaodu.accounts.tree import UnitTree
from diaodu.accounts.viewer import Viewer
from diaodu.api.access import Request
from diaodu.api.asking import Asked, Day
from diaodu.api.errors import answers

router = Router(tags=["units"])


class AskedUnits(Asked):
    on: Day | None = Field(None, description="The tree of this day; today's when left out.")


class UnitOut(Schema):
    """A unit as it stood on a day."""

    id: int
    code: str
    name: str
    kind: UnitKind
    parent: int | None = Field(description="Id of the unit above, where that one is in the answer too.")
    region_code: str
    assessment_group: str
    from_on: date
    to_on: date | None
    roles: list[Role] = Field(description="The caller's roles that open this unit's rows today.")


@router.get("", response=answers(list[UnitOut], refusals=(401, 403, 422)))
def units(request: Request, asked: Query[AskedUnits]) -> list[UnitOut]:
    """The units that the caller may see, each after the one above it."""
    tree = request.auth.tree if asked.on is None else UnitTree.on(asked.on)
    visible = tree.beneath(request.auth.units())
    waiting = [state for state in tree.states.values() if state.unit_id in visible and state.parent_id not in visible]
    waiting.reverse()
    shown = []
    while waiting:
        state = waiting.pop()
        shown.append(_shown(state, request.auth, visible))
        waiting.extend(reversed(tree.children.get(state.unit_id, [])))
    return shown


def _shown(state: UnitState, caller: Viewer, visible: frozenset[int]) -> UnitOut:
    return UnitOut(
        id=state.unit_id,
        code=state.unit.code,
        name=state.name,
        kind=UnitKind(state.kind),
        parent=state.parent_id if state.parent_id in visible else None,
        region_code=state.region_code,
        assessment_group=state.assessment_group,
        from_on=state.from_on,
        to_on=state.to_on,
        roles=[role for role in Role if state.unit_id in caller.units([role])],
    )
