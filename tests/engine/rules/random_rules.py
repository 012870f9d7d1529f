"""Random rules and random rows, for the test that both ways of working a rule out agree."""

from datetime import date
from functools import cache
from typing import Any

from hypothesis import strategies as st

from diaodu.engine.rules import Kind

NAMES = {
    "done": Kind.MONEY,
    "plan": Kind.MONEY,
    "due": Kind.MONEY,
    "count": Kind.NUMBER,
    "tries": Kind.NUMBER,
    "word": Kind.TEXT,
    "start": Kind.DAY,
    "end": Kind.DAY,
    "yes": Kind.BOOL,
}
SMALL = st.one_of(st.none(), st.integers(-3, 3), st.integers(-(10**9), 10**9))
MONEY = st.one_of(st.none(), st.integers(-3, 3), st.integers(-(10**15), 10**15))
DAY = st.one_of(st.none(), st.dates(date(2023, 11, 1), date(2024, 4, 1)))


@st.composite
def rows(draw: Any) -> dict[str, Any]:
    """A row as a table of projects has it: money in 分, a fraction in two columns, gaps everywhere."""
    return {
        "done_fen": draw(MONEY),
        "plan_fen": draw(MONEY),
        "due_num": draw(MONEY),
        "due_den": draw(st.sampled_from([None, 0, 1, 12, 36])),
        "count": draw(SMALL),
        "tries": draw(SMALL),
        "word": draw(st.sampled_from([None, "开工", "在建"])),
        "start": draw(DAY),
        "end": draw(DAY),
        "yes": draw(st.sampled_from([None, True, False])),
    }


@cache
def of_kind(kind: Kind, depth: int) -> st.SearchStrategy[str]:
    """The text of a rule of this kind, so many operations deep at most."""
    leaves = st.sampled_from([name for name, known in NAMES.items() if known is kind] + LITERALS[kind])
    if depth == 0 or kind not in GROWN:
        return leaves
    return leaves | st.deferred(lambda: st.one_of(*[_grown(pattern, depth - 1) for pattern in GROWN[kind]]))


def _grown(pattern: tuple[str, tuple[Kind, ...]], depth: int) -> st.SearchStrategy[str]:
    form, kinds = pattern
    return st.tuples(*[of_kind(kind, depth) for kind in kinds]).map(lambda parts: form.format(*parts))


def rules() -> st.SearchStrategy[str]:
    return st.one_of(of_kind(Kind.BOOL, 3), of_kind(Kind.SHARE, 2), of_kind(Kind.MONEY, 2), of_kind(Kind.NUMBER, 2))


_M, _N, _S, _B, _T, _D = Kind.MONEY, Kind.NUMBER, Kind.SHARE, Kind.BOOL, Kind.TEXT, Kind.DAY
LITERALS = {
    _M: ["wan(3)", "yuan(0.5)", "-yi(1)"],
    _N: ["2", "-7", "0"],
    _S: ["percent(-30)", "share(1, 3)"],
    _B: ["true", "false"],
    _T: ["'在建'"],
    _D: ["day('2024-02-29')"],
}
_ARITHMETIC = ["({} + {})", "({} - {})", "min({}, {})", "max({}, {})"]
GROWN: dict[Kind, list[tuple[str, tuple[Kind, ...]]]] = {
    kind: [
        *[(form, (kind, kind)) for form in _ARITHMETIC],
        ("abs({})", (kind,)),
        ("-{}", (kind,)),
        ("({} ? {} : {})", (_B, kind, kind)),
    ]
    for kind in (_M, _N, _S)
}
GROWN[_M] += [("({} * {})", (_M, _N)), ("({} * {})", (_S, _M)), ("({} / {})", (_M, _S))]
GROWN[_N] += [("({} * {})", (_N, _N)), ("days({}, {})", (_D, _D)), ("months({}, {})", (_D, _D))]
GROWN[_S] += [("share({}, {})", (_M, _M)), ("share({}, {})", (_N, _N)), ("({} * {})", (_S, _S))]
GROWN[_B] = [
    ("({} && {})", (_B, _B)),
    ("({} || {})", (_B, _B)),
    ("!{}", (_B,)),
    ("(!{} == {})", (_B, _B)),
    ("({} ? {} : {})", (_B, _B, _B)),
    *[(f"({{}} {sign} {{}})", (kind, kind)) for sign in ("<", "<=", "==", "!=") for kind in (_M, _N, _S, _D)],
    ("({} == {})", (_T, _T)),
    ("({} in [{}, {}])", (_T, _T, _T)),
    ("({} in [{}, {}])", (_M, _M, _M)),
    ("({} < 0.8)", (_S,)),
    ("has(due)", ()),
    ("has(word)", ()),
    ("(add_months({}, 1) > {})", (_D, _D)),
]
