"""The catalogue and the light schemes as the page shows them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from diaodu.accounts.known import Known
from diaodu.assessment.models import Finding, FindingKind
from diaodu.engine.indicators.declaring import Indicator
from diaodu.engine.labels import Label
from diaodu.engine.light_schemes import LightLevel, LightScheme
from diaodu.engine.periods import Period
from diaodu.web.indicators.shown import in_language


@dataclass(frozen=True)
class ShownIndicator:
    declared: Indicator

    @property
    def code(self) -> str:
        return self.declared.code

    @property
    def label(self) -> str:
        return in_language(self.declared.label)

    @property
    def unit(self) -> str:
        return in_language(self.declared.unit.label)

    @property
    def rule(self) -> str:
        return in_language(self.declared.rule)

    @property
    def missing(self) -> str:
        return in_language(self.declared.missing)

    @property
    def source(self) -> str:
        return in_language(self.declared.source)


# What stands in a rule → how it is read, in Chinese and in English.
_READ = (
    (r"percent\((\d+)\)", r"\1%", r"\1%"),
    (r"add_months\(([^,()]+), (\d+)\)", r"\1＋\2个月", r"\1 + \2 months"),
    (r"!has\(([^()]+)\)", r"没有\1", r"no \1"),
    (r"has\(([^()]+)\)", r"有\1", r"\1 on record"),
    (r"==", "＝", "="),
    (r">=", "≥", "≥"),
    (r"<=", "≤", "≤"),
    (r"&&", "且", "and"),
    (r"\|\|", "或", "or"),
)


def condition_in_words(text: str, labels: Mapping[str, Label]) -> str:
    """A condition as an official reads it: “应开未开月数 ≥ 3”."""
    words = re.sub(r"[a-z][a-z_]+", lambda found: _named(found[0], labels), text)
    for found, zh, en in _READ:
        words = re.sub(found, in_language(Label(zh, en)), words)
    return words


def _named(name: str, labels: Mapping[str, Label]) -> str:
    return in_language(labels[name]) if name in labels else name


@dataclass(frozen=True)
class ShownLevel:
    """One level of a light: its mark, its words, its condition as written, and what follows from it."""

    level: LightLevel
    scheme: LightScheme

    @property
    def token(self) -> str:
        return str(self.level.token)

    @property
    def words(self) -> str:
        return in_language(self.level.words)

    @property
    def condition(self) -> str:
        """The condition with the words of its names in the place of the names."""
        rule = self.level.condition
        return "" if rule is None else condition_in_words(rule.text, self.scheme.labels)

    @property
    def is_published(self) -> bool:
        return self.level in self.scheme.published

    @property
    def consequence(self) -> str:
        return in_language(self.level.consequence) if self.level.consequence else ""


@dataclass(frozen=True)
class ShownScheme:
    scheme: LightScheme
    is_choosable: bool

    @property
    def code(self) -> str:
        return self.scheme.code

    @property
    def label(self) -> str:
        return in_language(self.scheme.label)

    @property
    def document(self) -> str:
        return in_language(self.scheme.document.title)

    @property
    def note(self) -> str:
        return in_language(self.scheme.note) if self.scheme.note else ""

    @property
    def values(self) -> list[tuple[str, str, str]]:
        """What the conditions speak of: name, words, rule."""
        return [(value.name, in_language(value.label), value.rule.text) for value in self.scheme.values]

    @property
    def levels(self) -> list[ShownLevel]:
        return [ShownLevel(level, self.scheme) for level in self.scheme.levels]


def own_finding(known: Known, period: Period) -> Finding | None:
    """The figures that a person reads first: of all projects for who sees them all, else of their own unit."""
    rows = Finding.objects.of_groups(period.code).visible_to(known.viewer)
    whole = rows.filter(kind=FindingKind.WHOLE).first()
    if whole is not None:
        return whole
    units = {row.owner_id: row for row in rows.filter(kind=FindingKind.UNIT)}
    return next((units[unit] for unit in known.viewer.own_units if unit in units), None)
