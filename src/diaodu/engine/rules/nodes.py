"""A rule once read: literals, names and operations, each with its kind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from diaodu.engine.rules.kinds import Kind


@dataclass(frozen=True)
class Literal:
    value: int | Fraction | bool | str | date
    kind: Kind
    written: str

    def fits(self, kind: Kind) -> bool:
        """Whether the number may stand for this kind too: 0 for any, a decimal or 1 for a share."""
        if self.kind is not Kind.NUMBER or kind not in (Kind.SHARE, Kind.MONEY):
            return self.kind is kind
        return self.value == 0 or (kind is Kind.SHARE and (self.value == 1 or "." in self.written))


@dataclass(frozen=True)
class Name:
    name: str
    kind: Kind


@dataclass(frozen=True)
class Operation:
    code: str
    operands: tuple["Node", ...]
    kind: Kind


Node = Literal | Name | Operation


def names_in(node: Node) -> Iterator[str]:
    """Every name that the rule speaks of, in the order of reading."""
    if isinstance(node, Name):
        yield node.name
    elif isinstance(node, Operation):
        for operand in node.operands:
            yield from names_in(operand)


def inlined(node: Node, definitions: Mapping[str, Node]) -> Node:
    """The same rule with each defined name replaced by what it stands for, all the way down."""
    if isinstance(node, Name):
        return inlined(definitions[node.name], definitions) if node.name in definitions else node
    if isinstance(node, Operation):
        return Operation(node.code, tuple(inlined(operand, definitions) for operand in node.operands), node.kind)
    return node
