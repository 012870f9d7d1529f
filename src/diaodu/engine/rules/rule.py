"""A rule: one text, worked out exactly in Python or as an Ibis expression over a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from diaodu.engine.labels import Label
from diaodu.engine.rules.exact import Evaluator, evaluator
from diaodu.engine.rules.kinds import Kind, RuleError, Value
from diaodu.engine.rules.nodes import Node, inlined, names_in
from diaodu.engine.rules.parsing import read_rule

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True)
class Rule:
    text: str
    file: str
    line: int
    node: Node = field(repr=False, compare=False)
    evaluate: Evaluator = field(repr=False, compare=False)

    @property
    def kind(self) -> Kind:
        return self.node.kind

    @property
    def names(self) -> tuple[str, ...]:
        """The inputs that the rule needs, each once, in the order of reading."""
        return tuple(dict.fromkeys(names_in(self.node)))

    def value(self, inputs: Mapping[str, Value]) -> Value:
        """The exact value, None where it is missing. Every name of the rule must be among the inputs."""
        value = self.evaluate(inputs)
        return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value

    def expression(self, table: ir.Table) -> ir.Value:
        """The same value as an Ibis expression. A number that may be a fraction has two: see `ratio`."""
        from diaodu.engine.rules.columns import expression

        return expression(self.node, table, self._refusal)

    def ratio(self, table: ir.Table) -> tuple[ir.Value, ir.Value]:
        """Numerator and denominator (above zero) of a number as integers, both null where it is missing."""
        from diaodu.engine.rules.columns import ratio

        return ratio(self.node, table, self._refusal)

    def inlined(self, definitions: Mapping[str, Rule]) -> Rule:
        """The rule with defined names spelled out, so that it speaks of inputs alone."""
        node = inlined(self.node, {name: rule.node for name, rule in definitions.items()})
        return Rule(self.text, self.file, self.line, node, evaluator(node))

    def _refusal(self, message: Label) -> RuleError:
        return RuleError(self.file, self.line, self.text, message)


def compile_rule(text: str, *, names: Mapping[str, Kind], file: str = "", line: int = 0) -> Rule:
    """Read a rule over these names. Raises RuleError with file, line and word."""
    node = read_rule(text, names, file, line)
    return Rule(text, file, line, node, evaluator(node))
