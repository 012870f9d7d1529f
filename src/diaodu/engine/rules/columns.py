"""Rules as Ibis expressions over a table of integers, days and words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import Any, TypeAlias

import ibis
import ibis.expr.types as ir

from diaodu.engine.labels import Label
from diaodu.engine.rules.kinds import NUMERIC, Kind, RuleError
from diaodu.engine.rules.nodes import Literal, Name, Node, Operation
from diaodu.engine.rules.ratios import Ratio, TooLarge, Whole, chosen

BOUNDS = {Kind.MONEY: 10**16, Kind.NUMBER: 10**12, Kind.SHARE: 10**12}
"""How far from zero a column may lie, by kind: 10^16 分 are 100 万亿元. Products are made wide enough for these."""
FRACTION_BOUNDS = (10**18, 10**6)
"""The same for a number that stands in two columns, over and under."""

_Column: TypeAlias = Ratio | Any


class NotInTable(ValueError):
    """A name of the rule has no column in the table."""


def expression(node: Node, table: ir.Table, refuse: Callable[[Label], RuleError]) -> ir.Value:
    column = _guarded(node, table, refuse)
    if not isinstance(column, Ratio):
        return column
    if not (column.under.is_constant and column.under.value == 1):
        raise refuse(Label("结果可能是分数，请取分子和分母", "the value may be a fraction: take its two columns"))
    return column.over.column()


def ratio(node: Node, table: ir.Table, refuse: Callable[[Label], RuleError]) -> tuple[ir.Value, ir.Value]:
    column = _guarded(node, table, refuse)
    if not isinstance(column, Ratio):
        raise refuse(Label(f"结果不是数，而是{node.kind.label.zh}", f"the value is no number but {node.kind.label.en}"))
    return column.columns()


def _guarded(node: Node, table: ir.Table, refuse: Callable[[Label], RuleError]) -> _Column:
    try:
        return _column(node, table)
    except TooLarge as wrong:
        message = Label("乘出来的数可能超过38位", "a product could pass 38 digits")
        raise refuse(message) from wrong


def _column(node: Node, table: ir.Table) -> _Column:
    if isinstance(node, Literal):
        return _literal(node)
    if isinstance(node, Name):
        return _input(node, table)
    return _OPERATIONS[node.code](node, [_column(operand, table) for operand in node.operands])


def _literal(node: Literal) -> _Column:
    if isinstance(node.value, bool | str):
        return ibis.literal(node.value)
    if isinstance(node.value, date):
        return ibis.literal(node.value, "date")
    exact = Fraction(node.value)
    return Ratio(Whole.constant(exact.numerator), Whole.constant(exact.denominator))


def _input(node: Name, table: ir.Table) -> _Column:
    """The column of the name, of its 分, or the two columns of a fraction."""
    name = node.name
    for column in (name, f"{name}_fen"):
        if column in table.columns:
            return _typed(table[column], node.kind)
    over, under = f"{name}_num", f"{name}_den"
    if over in table.columns and under in table.columns:
        bounds = FRACTION_BOUNDS
        return Ratio(Whole(table[over], bounds[0]), Whole(table[under].nullif(0), bounds[1]))
    raise NotInTable(name)


def _typed(column: ir.Value, kind: Kind) -> _Column:
    if kind in NUMERIC:
        return Ratio.whole(Whole(column.cast("int64"), BOUNDS[kind]))
    if kind is Kind.BOOL and not column.type().is_boolean():
        return column != 0
    return column


def _comparison(compare: Callable[[Any, Any], ir.Value]) -> Callable[[Operation, list[Any]], ir.Value]:
    def column(node: Operation, operands: list[Any]) -> ir.Value:
        left, right = operands
        return compare(*left.cross(right)) if isinstance(left, Ratio) else compare(left, right)

    return column


def _in(node: Operation, operands: list[Any]) -> ir.Value:
    sought, *listed = operands
    return reduce(lambda a, b: a | b, [_equal(node, [sought, item]) for item in listed])


def _choose(node: Operation, operands: list[Any]) -> _Column:
    condition, then, otherwise = operands
    if isinstance(then, Ratio):
        return chosen(condition, then, otherwise)
    return condition.cases((True, then), (False, otherwise))


def _has(node: Operation, operands: list[Any]) -> ir.Value:
    column = operands[0]
    if isinstance(column, Ratio):
        return column.over.column().notnull() & column.under.column().notnull()
    return column.notnull()


def _furthest(compare: Callable[[Any, Any], ir.Value]) -> Callable[[Operation, list[Any]], Ratio]:
    """The least or the greatest; missing if one is (LEAST and GREATEST would pass over it)."""

    def column(node: Operation, operands: list[Any]) -> Ratio:
        first, *rest = operands
        nearest: Ratio = first
        for operand in rest:
            nearest = chosen(compare(*nearest.cross(operand)), nearest, operand)
        return nearest

    return column


def _absolute(node: Operation, operands: list[Any]) -> Ratio:
    number: Ratio = operands[0]
    return Ratio(Whole(number.over.column().abs(), number.over.bound), number.under)


def _days(node: Operation, operands: list[Any]) -> Ratio:
    start, end = operands
    return Ratio.whole(Whole(end.delta(start, unit="day").cast("int64"), BOUNDS[Kind.NUMBER]))


def _months(node: Operation, operands: list[Any]) -> Ratio:
    start, end = operands
    forward, backward = _months_forward(start, end), _months_forward(end, start)
    months = ibis.cases((end < start, -backward), (end >= start, forward), else_=ibis.null("int64"))
    return Ratio.whole(Whole(months, BOUNDS[Kind.NUMBER]))


def _months_forward(start: Any, end: Any) -> ir.Value:
    months = (end.year().cast("int64") - start.year()) * 12 + end.month() - start.month()
    is_last_day = (end + ibis.interval(days=1)).cast("date").month() != end.month()
    is_complete = (end.day() >= start.day()) | is_last_day
    return (months - ibis.cases((is_complete, 0), else_=1)).cast("int64")


def _add_months(node: Operation, operands: list[Any]) -> ir.Value:
    count = node.operands[1]
    assert isinstance(count, Literal)
    return (operands[0] + ibis.interval(months=int(str(count.value)))).cast("date")


_equal = _comparison(lambda a, b: a == b)
_OPERATIONS: dict[str, Callable[[Operation, list[Any]], _Column]] = {
    "&&": lambda node, operands: operands[0] & operands[1],
    "||": lambda node, operands: operands[0] | operands[1],
    # Not `~`: asked whether that is null, it is written NOT x IS NULL, which SQL reads as NOT (x IS NULL).
    "!": lambda node, operands: operands[0] == ibis.literal(False),
    "<": _comparison(lambda a, b: a < b),
    "<=": _comparison(lambda a, b: a <= b),
    ">": _comparison(lambda a, b: a > b),
    ">=": _comparison(lambda a, b: a >= b),
    "==": _equal,
    "!=": _comparison(lambda a, b: a != b),
    "in": _in,
    "choose": _choose,
    "has": _has,
    "+": lambda node, operands: operands[0] + operands[1],
    "-": lambda node, operands: operands[0] + -operands[1],
    "*": lambda node, operands: operands[0] * operands[1],
    "/": lambda node, operands: operands[0] * operands[1].inverse(),
    "negative": lambda node, operands: -operands[0],
    "abs": _absolute,
    "min": _furthest(lambda a, b: a <= b),
    "max": _furthest(lambda a, b: a >= b),
    "days": _days,
    "months": _months,
    "add_months": _add_months,
}
