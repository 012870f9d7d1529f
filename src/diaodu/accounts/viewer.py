"""Who is looking: a person on a day, with roles, and the units whose rows they may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from diaodu.accounts.models import Membership, Role, User
from diaodu.accounts.tree import UnitTree

# These see everything in the area of the government that their unit belongs to; the others, their own unit and below.
WHOLE_AREA = frozenset(Role) - {Role.REPORTER}


@dataclass(frozen=True)
class Viewer:
    """Roles by unit, already spread over the tree. Someone without a membership sees nothing.

    `own_units` are the units that the person belongs to, the longest-standing first.
    """

    user: User
    day: date
    tree: UnitTree
    units_by_role: dict[Role, frozenset[int]]
    own_units: tuple[int, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(self.units_by_role)

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

    def units(self, roles: Iterable[Role] = tuple(Role)) -> frozenset[int]:
        """Ids of the units whose rows these roles open to this person."""
        return frozenset().union(*(self.units_by_role.get(role, frozenset()) for role in roles))


def viewer(user: User, *, on: date) -> Viewer:
    """The person as a viewer on a day: two queries."""
    tree = UnitTree.on(on)
    opened: dict[Role, set[int]] = {}
    own: dict[int, None] = {}
    for membership in Membership.objects.valid_on(on).filter(user=user, user__is_active=True).order_by("from_on", "pk"):
        own[membership.unit_id] = None
        role = Role(membership.role)
        root = tree.government_of(membership.unit_id) if role in WHOLE_AREA else membership.unit_id
        opened.setdefault(role, set()).update(tree.beneath([root]) if root is not None else ())
    return Viewer(user, on, tree, {role: frozenset(units) for role, units in opened.items()}, tuple(own))
