"""Lights as published: an ordered list of levels, each with its condition, its words and its colour."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from diaodu.engine.inputs import APPROVED_REASON, Input
from diaodu.engine.labels import Label
from diaodu.engine.printing import USUAL, Show, names_in_braces
from diaodu.engine.rounding import Rounding
from diaodu.engine.rules import Rule


class Token(StrEnum):
    """The colour of a light, by its name among the tokens of the pages."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    LATE = "late"
    NONE = "none"


@dataclass(frozen=True)
class LightLevel:
    """One level. It holds when its condition does; one without is for all that no level before it covers.

    A level with `leave` is a list with an exit: the condition puts a subject on it, only `leave` takes it off.
    """

    code: str
    words: Label
    token: Token
    reason: Label
    condition: Rule | None = None
    leave: Rule | None = None
    is_excusable: bool = False
    consequence: Label | None = None


NOT_REPORTED = LightLevel(
    "not_reported", Label("未报", "Not reported"), Token.NONE, Label("{missing}未报", "Not reported: {missing}")
)
NOT_COVERED = LightLevel(
    "gap",
    Label("未作规定", "Not covered"),
    Token.NONE,
    Label("公布的规则对这种情形未作规定", "The published rule does not cover this case"),
)
EXCUSED = LightLevel(
    "excused",
    Label("有正当理由", "Excused"),
    Token.NONE,
    Label(
        "{reason}；经批准有正当理由（{approved_reason}），不亮{light}",
        "{reason}; excused with approval ({approved_reason}), otherwise: {light}",
    ),
)


@dataclass(frozen=True)
class LightValue:
    """What the levels are judged by: a rule over inputs and the values before it, and how it is printed."""

    name: str
    rule: Rule
    label: Label
    show: Show


@dataclass(frozen=True)
class LightDocument:
    """Where the rule was published, and when as far as it is known."""

    title: Label
    issued: str | None
    address: str


@dataclass(frozen=True)
class LightScheme:
    """One light by one published rule, from a day on. `subject` says what it judges: a project or a district."""

    code: str
    label: Label
    subject: str
    document: LightDocument
    from_on: date | None
    to_on: date | None
    rounding: Rounding
    inputs: Mapping[str, Input]
    values: tuple[LightValue, ...]
    published: tuple[LightLevel, ...]
    note: Label | None

    @cached_property
    def levels(self) -> tuple[LightLevel, ...]:
        """Every level that this light can show; the first is always "not reported"."""
        excused = (EXCUSED,) if any(level.is_excusable for level in self.published) else ()
        return (NOT_REPORTED, *self.judged_levels, *excused)

    @cached_property
    def judged_levels(self) -> tuple[LightLevel, ...]:
        """The levels of the document in order; what the document leaves open is a level too."""
        return self.published if self.published[-1].condition is None else (*self.published, NOT_COVERED)

    def level(self, code: str) -> LightLevel:
        """The level of this code. Raises KeyError."""
        return {level.code: level for level in self.levels}[code]

    @cached_property
    def definitions(self) -> dict[str, Rule]:
        return {value.name: value.rule for value in self.values}

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The inputs that must be handed in, be it as None."""
        names = [name for rule in self._rules() for name in rule.inlined(self.definitions).names]
        names += [name for level in self.published for name in names_in_braces(level.reason) if name in self.inputs]
        if EXCUSED in self.levels:
            names.append(APPROVED_REASON.name)
        return tuple(dict.fromkeys(names))

    @cached_property
    def shows(self) -> dict[str, Show]:
        """How each value and each needed input is printed."""
        return {value.name: value.show for value in self.values} | {
            name: USUAL[self.inputs[name].kind] for name in self.needs
        }

    @cached_property
    def labels(self) -> dict[str, Label]:
        """What each value and each input is called."""
        return {name: known.label for name, known in self.inputs.items()} | {v.name: v.label for v in self.values}

    def stands_on(self, day: date) -> bool:
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or day <= self.to_on)

    def _rules(self) -> Iterator[Rule]:
        yield from self.definitions.values()
        for level in self.published:
            yield from (rule for rule in (level.condition, level.leave) if rule is not None)
