"""A TOML file read strictly: every key known, every value of its type, every mistake told with file, line and word."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from diaodu.engine.labels import Label
from diaodu.engine.printing import names_in_braces
from diaodu.engine.rules import Kind, Rule, RuleError, compile_rule
from diaodu.engine.rules.parsing import suggestion
from diaodu.engine.schemes.toml_lines import Path as KeyPath
from diaodu.engine.schemes.toml_lines import first_line_of_value, key_lines

Chosen = TypeVar("Chosen", bound=StrEnum)


class SchemeError(RuleError):
    """A scheme that cannot be read: where it stands, the word that is wrong, and why."""


@dataclass(frozen=True)
class _Source:
    file: str
    text: str
    lines: Mapping[KeyPath, int]


class Table:
    """One table of the file. What is read from it is taken; `finish` refuses what was not."""

    def __init__(self, data: dict[str, Any], path: KeyPath, source: "_Source") -> None:
        self._data = data
        self._path = path
        self._source = source
        self._taken: list[str] = []

    @classmethod
    def read(cls, file: Path) -> "Table":
        """The whole file. Decimals are read exactly, as fractions."""
        text = file.read_text(encoding="utf-8")
        try:
            data = tomllib.loads(text, parse_float=Fraction)
        except tomllib.TOMLDecodeError as wrong:
            raise SchemeError(file.name, _line_told(wrong), "", Label("不是合格的 TOML", str(wrong))) from wrong
        return cls(data, (), _Source(file.name, text, key_lines(text)))

    def error(self, key: str, message: Label) -> SchemeError:
        """What is wrong with a key, or with the table itself where no key is named."""
        word = key or str(self._path[-1])
        return SchemeError(self._source.file, self.line(key), word, message)

    def line(self, key: str = "") -> int:
        """The line of a key, or the nearest one around it."""
        path = (*self._path, key) if key else self._path
        while path and path not in self._source.lines:
            path = path[:-1]
        return self._source.lines.get(path, 1)

    def has(self, key: str) -> bool:
        return key in self._data

    def text(self, key: str) -> str:
        return str(self._taken_as(key, str, Label("一段文字", "a text")))

    def truth(self, key: str) -> bool:
        """Whether the key says true; one that is left out says false."""
        return bool(self._taken_as(key, bool, Label("true 或 false", "true or false"))) if self.has(key) else False

    def day(self, key: str) -> date:
        day = self._taken_as(key, date, Label("一个日期", "a day"))
        assert isinstance(day, date)
        return day

    def number(self, key: str) -> int | Fraction:
        number = self._taken_as(key, (int, Fraction), Label("一个数", "a number"))
        assert isinstance(number, int | Fraction)
        return number

    def choice(self, key: str, choices: type[Chosen]) -> Chosen:
        word = self.text(key)
        if word not in list(choices):
            near = suggestion(word, choices)
            known = ", ".join(choices)
            raise self.error(key, Label(f"“{word}”应当是 {known} 之一{near.zh}", f"{word} is none of {known}{near.en}"))
        return choices(word)

    def label(self, key: str, fillable: Mapping[str, object] | None = None) -> Label:
        """Words in both languages. Names in braces must be among those that can be filled in."""
        table = self.table(key)
        label = Label(table.text("zh"), table.text("en"))
        table.finish()
        if fillable is None:
            return label
        try:
            names = names_in_braces(label)
        except ValueError as wrong:
            raise self.error(key, Label("花括号不成对", "a brace stands alone")) from wrong
        for name in names:
            if name not in fillable:
                near = suggestion(name, fillable)
                raise self.error(key, Label(f"没有可填的“{name}”{near.zh}", f"nothing fills in {name}{near.en}"))
        return label

    def rule(self, key: str, names: Mapping[str, Kind], *, gives: Kind | None = None) -> Rule:
        text = self.text(key)
        line = first_line_of_value(self._source.text, self.line(key))
        rule = compile_rule(text, names=names, file=self._source.file, line=line)
        if gives is not None and rule.kind is not gives:
            found, wanted = rule.kind.label, gives.label
            raise self.error(key, Label(f"应当得出{wanted.zh}，却是{found.zh}", f"gives {found.en}, not {wanted.en}"))
        return rule

    def table(self, key: str) -> "Table":
        data = self._taken_as(key, dict, Label("一个表", "a table"))
        return Table(data, (*self._path, key), self._source)

    def tables(self, key: str) -> list["Table"]:
        """The tables of a list, in order; at least one."""
        listed = self._taken_as(key, list, Label(f"一串 [[{key}]]", f"a list of [[{key}]]"))
        if not listed or not all(isinstance(data, dict) for data in listed):
            raise self.error(key, Label("应当是一串表", "should be a list of tables"))
        return [Table(data, (*self._path, key, i), self._source) for i, data in enumerate(listed)]

    def named_tables(self, key: str) -> Iterator[tuple[str, "Table"]]:
        """The tables below the key by name; none if it is left out."""
        if self.has(key):
            whole = self.table(key)
            for name in whole._data:
                yield name, whole.table(name)

    def finish(self) -> None:
        """Every key has been read. Raises for one that means nothing here."""
        for key in self._data:
            if key not in self._taken:
                near = suggestion(key, self._taken)
                raise self.error(key, Label(f"这里没有这个键{near.zh}", f"there is no such key here{near.en}"))

    def _taken_as(self, key: str, kinds: type | tuple[type, ...], wanted: Label) -> Any:
        self._taken.append(key)
        if key not in self._data:
            written = next((k for k in self._data if k not in self._taken and suggestion(k, [key]).en), None)
            near = suggestion(written, [key]) if written else Label("", "")
            raise SchemeError(
                self._source.file,
                self.line(written or ""),
                written or key,
                Label(f"缺少 {key}{near.zh}", f"{key} is missing{near.en}"),
            )
        value = self._data[key]
        if not isinstance(value, kinds) or (isinstance(value, bool) and kinds is not bool):
            raise self.error(key, Label(f"应当是{wanted.zh}", f"should be {wanted.en}"))
        return value


def _line_told(wrong: tomllib.TOMLDecodeError) -> int:
    """tomllib tells the line in its words only."""
    words = str(wrong).partition("at line ")[2].split(",")[0]
    return int(words) if words.isdigit() else 0
