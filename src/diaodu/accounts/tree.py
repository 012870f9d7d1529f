"""The tree of units on one day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from diaodu.accounts.models import UnitKind, UnitState


@dataclass(frozen=True)
class UnitTree:
    """All units that exist on a day, with their parents and children. One query makes it."""

    day: date
    states: dict[int, UnitState]

    @classmethod
    def on(cls, day: date) -> "UnitTree":
        rows = UnitState.objects.valid_on(day).select_related("unit").order_by("region_code", "unit_id")
        return cls(day, {state.unit_id: state for state in rows})

    @cached_property
    def children(self) -> dict[int | None, list[UnitState]]:
        """Children by the parent's unit id; roots under None. A parent that has ended makes its children roots."""
        found: dict[int | None, list[UnitState]] = defaultdict(list)
        for state in self.states.values():
            found[state.parent_id if state.parent_id in self.states else None].append(state)
        return dict(found)

    def beneath(self, unit_ids: Iterable[int]) -> frozenset[int]:
        """These units and all below them."""
        seen: set[int] = set()
        waiting = [unit_id for unit_id in unit_ids if unit_id in self.states]
        while waiting:
            unit_id = waiting.pop()
            if unit_id not in seen:
                seen.add(unit_id)
                waiting.extend(child.unit_id for child in self.children.get(unit_id, ()))
        return frozenset(seen)

    def above(self, unit_id: int) -> tuple[int, ...]:
        """The unit itself and those that it stands below, upwards."""
        passed: dict[int, None] = {}
        current: int | None = unit_id
        while current in self.states and current not in passed:
            passed[current] = None
            current = self.states[current].parent_id
        return tuple(passed)

    def government_of(self, unit_id: int) -> int | None:
        """The unit itself when it governs an area, else the nearest one above that does."""
        governing = (u for u in self.above(unit_id) if UnitKind(self.states[u].kind).is_government)
        return next(governing, None)

    def name(self, unit_id: int | None) -> str:
        """The unit's name on this day; empty when it did not exist."""
        state = self.states.get(unit_id) if unit_id is not None else None
        return state.name if state else ""
