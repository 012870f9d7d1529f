"""Which kinds an operation takes, and which it gives. Raises Misfit with words."""

from collections.abc import Callable

from diaodu.engine.labels import Label
from diaodu.engine.rules.kinds import NUMERIC, Kind
from diaodu.engine.rules.nodes import Literal, Name, Node


class Misfit(ValueError):
    """The operands do not go together."""

    def __init__(self, message: Label) -> None:
        super().__init__(message)
        self.message = message


Typing = Callable[[tuple[Node, ...]], Kind]


def common_kind(operands: tuple[Node, ...]) -> Kind:
    """The one kind of operands that stand side by side; a number literal adapts to it where it may."""
    kinds = {o.kind for o in operands if not (isinstance(o, Literal) and o.kind is Kind.NUMBER)}
    if not kinds:
        return Kind.NUMBER
    kind = min(kinds)
    for operand in operands:
        fits = operand.fits(kind) if isinstance(operand, Literal) else operand.kind is kind
        if not fits:
            raise Misfit(_apart(kind, operand))
    return kind


def _apart(kind: Kind, operand: Node) -> Label:
    if kind is Kind.MONEY and isinstance(operand, Literal):
        return Label(
            f"金额不能与没有单位的数 {operand.written} 放在一起：请写 yuan()、wan() 或 yi()",
            f"money beside {operand.written} without a unit: write yuan(), wan() or yi()",
        )
    if kind is Kind.SHARE and isinstance(operand, Literal):
        return Label(
            f"比率不能与 {operand.written} 放在一起：请写 percent({operand.written}) 或小数",
            f"a share beside {operand.written}: write percent({operand.written}) or a decimal",
        )
    ours, other = kind.label, operand.kind.label
    return Label(f"{ours.zh}与{other.zh}不能放在一起", f"{ours.en} and {other.en} do not go together")


def _numeric(operands: tuple[Node, ...]) -> Kind:
    kind = common_kind(operands)
    if kind not in NUMERIC:
        raise Misfit(Label(f"{kind.label.zh}不能计算", f"one cannot calculate with {kind.label.en}"))
    return kind


def _ordered(operands: tuple[Node, ...]) -> Kind:
    kind = common_kind(operands)
    if kind not in NUMERIC and kind is not Kind.DAY:
        raise Misfit(Label(f"{kind.label.zh}没有大小先后", f"{kind.label.en} has no order"))
    return Kind.BOOL


def _equal(operands: tuple[Node, ...]) -> Kind:
    common_kind(operands)
    return Kind.BOOL


def _product(operands: tuple[Node, ...]) -> Kind:
    kinds = {o.kind for o in operands}
    if not kinds <= NUMERIC:
        return _numeric(operands)
    if all(o.kind is Kind.MONEY for o in operands):
        raise Misfit(Label("金额不能乘以金额", "money cannot be multiplied by money"))
    if Kind.MONEY in kinds:
        return Kind.MONEY
    return Kind.SHARE if all(_is_share(o) for o in operands) and Kind.SHARE in kinds else Kind.NUMBER


def _is_share(node: Node) -> bool:
    return node.kind is Kind.SHARE or (isinstance(node, Literal) and "." in node.written)


def _quotient(operands: tuple[Node, ...]) -> Kind:
    over, under = (o.kind for o in operands)
    if not {over, under} <= NUMERIC:
        return _numeric(operands)
    if under is Kind.MONEY and over is not Kind.MONEY:
        raise Misfit(Label("只有金额能除以金额", "only money can be divided by money"))
    if over is under:
        return Kind.SHARE
    return over


def _share(operands: tuple[Node, ...]) -> Kind:
    _numeric(operands)
    return Kind.SHARE


def _each(*wanted: Kind, gives: Kind) -> Typing:
    def typing(operands: tuple[Node, ...]) -> Kind:
        for kind, operand in zip(wanted, operands, strict=True):
            if operand.kind is not kind:
                ours, other = kind.label, operand.kind.label
                raise Misfit(
                    Label(f"这里应当是{ours.zh}，而不是{other.zh}", f"this should be {ours.en}, not {other.en}")
                )
        return gives

    return typing


def _choice(operands: tuple[Node, ...]) -> Kind:
    _each(Kind.BOOL, gives=Kind.BOOL)(operands[:1])
    return common_kind(operands[1:])


def _has(operands: tuple[Node, ...]) -> Kind:
    if not isinstance(operands[0], Name):
        raise Misfit(Label("has() 里写一个数据项的名字", "has() takes the name of an input"))
    return Kind.BOOL


def _month_added(operands: tuple[Node, ...]) -> Kind:
    count = operands[1]
    if not (isinstance(count, Literal) and isinstance(count.value, int)):
        raise Misfit(Label("add_months() 的月数写成整数", "add_months() takes a whole number of months"))
    return _each(Kind.DAY, Kind.NUMBER, gives=Kind.DAY)(operands)


BOTH = _each(Kind.BOOL, Kind.BOOL, gives=Kind.BOOL)
OPERATORS: dict[str, Typing] = {
    "||": BOTH,
    "&&": BOTH,
    "!": _each(Kind.BOOL, gives=Kind.BOOL),
    "<": _ordered,
    "<=": _ordered,
    ">": _ordered,
    ">=": _ordered,
    "==": _equal,
    "!=": _equal,
    "in": _equal,
    "+": _numeric,
    "-": _numeric,
    "negative": _numeric,
    "*": _product,
    "/": _quotient,
    "choose": _choice,
}

FUNCTIONS: dict[str, tuple[Typing, int, int]] = {
    "has": (_has, 1, 1),
    "share": (_share, 2, 2),
    "abs": (_numeric, 1, 1),
    "min": (_numeric, 2, 9),
    "max": (_numeric, 2, 9),
    "days": (_each(Kind.DAY, Kind.DAY, gives=Kind.NUMBER), 2, 2),
    "months": (_each(Kind.DAY, Kind.DAY, gives=Kind.NUMBER), 2, 2),
    "add_months": (_month_added, 2, 2),
    "day": (_each(Kind.TEXT, gives=Kind.DAY), 1, 1),
    "percent": (_each(Kind.NUMBER, gives=Kind.SHARE), 1, 1),
    "yuan": (_each(Kind.NUMBER, gives=Kind.MONEY), 1, 1),
    "wan": (_each(Kind.NUMBER, gives=Kind.MONEY), 1, 1),
    "yi": (_each(Kind.NUMBER, gives=Kind.MONEY), 1, 1),
}
"""Name of the function: its typing, and how many operands it takes at least and at most."""
