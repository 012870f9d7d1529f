"""Rules in exact Python: int and Fraction, and three-valued logic where something is missing."""

import operator
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from diaodu.engine.rules.kinds import ACCEPTED, Kind, Value
from diaodu.engine.rules.nodes import Literal, Name, Node

Evaluator = Callable[[Mapping[str, Value]], Value]


def evaluator(node: Node) -> Evaluator:
    """The function from inputs to the rule's value. An input that the rule names must be there, if only as None."""
    if isinstance(node, Literal):
        return lambda inputs: node.value
    if isinstance(node, Name):
        return _input(node)
    operands = [evaluator(operand) for operand in node.operands]
    if node.code in _LOGIC:
        return _LOGIC[node.code](*operands)
    return _strict(_STRICT[node.code], operands)


def _input(node: Name) -> Evaluator:
    """What was handed in. A yes or no may come as 1 or 0, as reports count it."""
    name, accepted, is_bool = node.name, ACCEPTED[node.kind], node.kind is Kind.BOOL

    def value(inputs: Mapping[str, Value]) -> Value:
        given = inputs[name]
        if given is not None and type(given) not in accepted:
            raise TypeError(f"{name} is {given!r}, which is not {node.kind.label.en}")
        return given != 0 if is_bool and given is not None else given

    return value


def _strict(function: Callable[..., Value], operands: list[Evaluator]) -> Evaluator:
    """A missing operand makes the result missing."""

    def value(inputs: Mapping[str, Value]) -> Value:
        values = [operand(inputs) for operand in operands]
        return None if None in values else function(*values)

    return value


def _and(left: Evaluator, right: Evaluator) -> Evaluator:
    def value(inputs: Mapping[str, Value]) -> Value:
        first = left(inputs)
        if first is False:
            return False
        second = right(inputs)
        return second if first or second is False else None

    return value


def _or(left: Evaluator, right: Evaluator) -> Evaluator:
    def value(inputs: Mapping[str, Value]) -> Value:
        first = left(inputs)
        if first is True:
            return True
        second = right(inputs)
        return second if first is False or second is True else None

    return value


def _choose(condition: Evaluator, then: Evaluator, otherwise: Evaluator) -> Evaluator:
    def value(inputs: Mapping[str, Value]) -> Value:
        decided = condition(inputs)
        if decided is None:
            return None
        return then(inputs) if decided else otherwise(inputs)

    return value


def _in(operand: Evaluator, *listed: Evaluator) -> Evaluator:
    def value(inputs: Mapping[str, Value]) -> Value:
        sought = operand(inputs)
        values = [item(inputs) for item in listed]
        if sought is None:
            return None
        return True if sought in values else None if None in values else False

    return value


def _has(operand: Evaluator) -> Evaluator:
    return lambda inputs: operand(inputs) is not None


def _divide(over: Any, under: Any) -> Fraction | None:
    """Nothing can be told of a share of nothing."""
    return Fraction(over) / under if under else None


def months_between(start: date, end: date) -> int:
    """Whole months gone by; where a month lacks the day, its last day completes it (民法典第二百零二条)."""
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    is_complete = end.day >= start.day or end.day == monthrange(end.year, end.month)[1]
    return months if is_complete else months - 1


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_LOGIC: dict[str, Callable[..., Evaluator]] = {
    "&&": _and,
    "||": _or,
    "choose": _choose,
    "in": _in,
    "has": _has,
}
_STRICT: dict[str, Callable[..., Value]] = {
    "!": operator.not_,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divide,
    "negative": operator.neg,
    "abs": abs,
    "min": min,
    "max": max,
    "days": lambda start, end: (end - start).days,
    "months": months_between,
    "add_months": add_months,
}
