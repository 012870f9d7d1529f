"""The text of a rule, read into typed nodes; what cannot be read is told with file, line and word."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from pathlib import Path

from lark import Lark, Token, Tree, UnexpectedCharacters, UnexpectedEOF, UnexpectedToken

from diaodu.engine.labels import Label
from diaodu.engine.rules.kinds import Kind, RuleError
from diaodu.engine.rules.nodes import Literal, Name, Node, Operation
from diaodu.engine.rules.signatures import FUNCTIONS, OPERATORS, Misfit, Typing

_FEN = {"yuan": 100, "wan": 100 * 10_000, "yi": 100 * 10_000 * 10_000}
_SCALES = {"percent": Fraction(1, 100), **{unit: Fraction(fen) for unit, fen in _FEN.items()}}
_Branch = Tree[Token] | Token | None


def read_rule(text: str, names: Mapping[str, Kind], file: str, line: int) -> Node:
    """The typed node of a rule that begins at this line of the file. Raises RuleError."""
    reader = _Reader(names, file, max(line, 1))
    try:
        tree = _parser().parse(text)
    except UnexpectedToken as wrong:
        raise reader.misread(wrong.token.line, str(wrong.token)) from wrong
    except UnexpectedCharacters as wrong:
        raise reader.misread(wrong.line, text[wrong.pos_in_stream or 0]) from wrong
    except UnexpectedEOF as wrong:  # pragma: no cover
        raise reader.misread(1, "") from wrong
    return reader.node(tree)


@cache
def _parser() -> Lark:
    grammar = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", propagate_positions=True, maybe_placeholders=False)


def suggestion(word: str, known: Iterable[str]) -> Label:
    """“Did you mean …”, or nothing."""
    near = get_close_matches(word, list(known), n=1)
    return Label(f"，是不是“{near[0]}”", f"; did you mean {near[0]}?") if near else Label("", "")


class _Reader:
    def __init__(self, names: Mapping[str, Kind], file: str, line: int) -> None:
        self.names = names
        self.file = file
        self.line = line

    def misread(self, line: int, word: str) -> RuleError:
        if not word:
            return self.error(line, "", Label("规则没有写完", "the rule breaks off"))
        return self.error(line, word, Label("这里读不通", "this does not fit here"))

    def error(self, line: int, word: str, message: Label) -> RuleError:
        return RuleError(self.file, self.line + max(line, 1) - 1, word, message)

    def node(self, branch: _Branch) -> Node:
        assert isinstance(branch, Tree), branch
        read: dict[str, Callable[[Tree[Token]], Node]] = {
            "operation": self._operation,
            "prefixed": self._prefixed,
            "choose": lambda tree: self._made(tree, "choose", OPERATORS["choose"], tree.children),
            "call": self._call,
            "name": self._name,
            "number": self._number,
            "text": lambda tree: Literal(str(tree.children[0])[1:-1], Kind.TEXT, str(tree.children[0])),
            "truth": lambda tree: Literal(tree.children[0] == "true", Kind.BOOL, str(tree.children[0])),
        }
        return read[str(branch.data)](branch)

    def _made(self, tree: Tree[Token], code: str, typing: Typing, children: Iterable[_Branch]) -> Node:
        operands = tuple(self.node(child) for child in children)
        try:
            return Operation(code, operands, typing(operands))
        except Misfit as wrong:
            raise self.error(tree.meta.line, code, wrong.message) from wrong

    def _operation(self, tree: Tree[Token]) -> Node:
        left, symbol, *right = tree.children
        return self._made(tree, str(symbol), OPERATORS[str(symbol)], [left, *right])

    def _prefixed(self, tree: Tree[Token]) -> Node:
        symbol, operand = tree.children
        if symbol == "!":
            return self._made(tree, "!", OPERATORS["!"], [operand])
        made = self._made(tree, "negative", OPERATORS["negative"], [operand])
        inner = made.operands[0] if isinstance(made, Operation) else made
        if isinstance(inner, Literal) and isinstance(inner.value, int | Fraction):
            value = -inner.value if symbol == "-" else inner.value
            return Literal(value, inner.kind, f"{symbol}{inner.written}")
        return made if symbol == "-" else inner

    def _name(self, tree: Tree[Token]) -> Node:
        token = tree.children[0]
        assert isinstance(token, Token)
        if token not in self.names:
            near = suggestion(token, self.names)
            raise self.error(
                tree.meta.line, token, Label(f"没有这个数据项{near.zh}", f"there is no input of this name{near.en}")
            )
        return Name(str(token), self.names[token])

    def _number(self, tree: Tree[Token]) -> Node:
        written = str(tree.children[0])
        exact = Fraction(written)
        return Literal(int(exact) if exact.denominator == 1 else exact, Kind.NUMBER, written)

    def _call(self, tree: Tree[Token]) -> Node:
        word, *children = tree.children
        name = str(word)
        if name not in FUNCTIONS:
            near = suggestion(name, FUNCTIONS)
            raise self.error(
                tree.meta.line, name, Label(f"没有这个函数{near.zh}", f"there is no function of this name{near.en}")
            )
        typing, least, most = FUNCTIONS[name]
        if not least <= len(children) <= most:
            wanted = str(least) if least == most else f"{least}–{most}"
            raise self.error(tree.meta.line, name, Label(f"应当有 {wanted} 个参数", f"takes {wanted} operands"))
        made = self._made(tree, name, typing, children)
        assert isinstance(made, Operation)
        if name == "day":
            return self._day(tree, made.operands[0])
        if name in _SCALES:
            scale = Literal(_SCALES[name], Kind.NUMBER, name)
            return Operation("*", (*made.operands, scale), made.kind)
        return Operation("/", made.operands, made.kind) if name == "share" else made

    def _day(self, tree: Tree[Token], written: Node) -> Literal:
        if not isinstance(written, Literal):
            raise self.error(tree.meta.line, "day", Label("日期直接写在引号里", "the day stands in quotes"))
        try:
            return Literal(date.fromisoformat(str(written.value)), Kind.DAY, written.written)
        except ValueError as wrong:
            message = Label("日期写成 2024-05-31 这样", "a day is written like 2024-05-31")
            raise self.error(tree.meta.line, written.written, message) from wrong
