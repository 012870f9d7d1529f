"""The tree of units as rows."""

from collections.abc import Iterator

from diaodu.accounts.models import UnitState
from diaodu.accounts.tree import UnitTree


def in_tree_order(tree: UnitTree) -> Iterator[tuple[int, UnitState]]:
    """Every unit after the one it stands below, with its depth."""
    waiting = [(0, state) for state in reversed(tree.children.get(None, []))]
    while waiting:
        depth, state = waiting.pop()
        yield depth, state
        waiting.extend((depth + 1, child) for child in reversed(tree.children.get(state.unit_id, [])))
