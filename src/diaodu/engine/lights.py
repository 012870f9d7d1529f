"""Lights judged: one subject exactly, with its reason in a sentence, or the levels of a whole table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from diaodu.engine.inputs import APPROVED_REASON
from diaodu.engine.labels import Label
from diaodu.engine.light_schemes import EXCUSED, NOT_REPORTED, LightLevel, LightScheme, Token
from diaodu.engine.printing import Show, filled, listed, names_in_braces, printed
from diaodu.engine.rounding import Rounding, round_by
from diaodu.engine.rules import Value

if TYPE_CHECKING:
    import ibis.expr.types as ir

_MOST_DECIMALS = 6
_NO_RATIO = Label("按已报的数算不出比率（除数为零）", "What was reported gives no ratio (division by zero)")
SEVERITY = (Token.OK, Token.NONE, Token.LATE, Token.WARN, Token.BAD)


@dataclass(frozen=True)
class Contribution:
    """One thing that a light was judged by, exactly and as printed."""

    name: str
    label: Label
    value: Value
    show: Show
    rounding: Rounding

    @property
    def printed(self) -> Label:
        return printed(self.value, self.show, self.rounding)


@dataclass(frozen=True)
class Override:
    """A level set by hand: by one person, confirmed by a second, up to and including a day."""

    level: str
    reason: str
    until: date
    by: str
    second: str | None


@dataclass(frozen=True)
class Light:
    """What is shown for a subject. `judged` is what the rule alone says, whatever excuses or overrides it."""

    scheme: LightScheme
    level: LightLevel
    judged: LightLevel
    reason: Label
    contributions: tuple[Contribution, ...]
    override: Override | None = None


def judge(
    scheme: LightScheme,
    inputs: Mapping[str, Value],
    *,
    on: date,
    previous: str | None = None,
    override: Override | None = None,
) -> Light:
    """The light of a subject. Every name in `scheme.needs` must be handed in; `previous` is its last level's code."""
    values = dict(inputs)
    for value in scheme.values:
        values[value.name] = value.rule.value(values)
    level, undecided = _level(scheme, values, previous)
    rounding = _telling(scheme, values, level, previous)
    parts = {
        name: Contribution(name, scheme.labels[name], values[name], show, rounding)
        for name, show in scheme.shows.items()
    }
    words = {name: parts[name].printed for name in names_in_braces(level.reason) if name in parts}
    reason = _not_reported(scheme, values, undecided) if undecided else filled(level.reason, words)
    light = Light(scheme, level, level, reason, tuple(parts.values()))
    if level.is_excusable and values[APPROVED_REASON.name] is not None:
        light = _excused(light, parts[APPROVED_REASON.name].printed)
    return _overridden(light, override, on) if override else light


def together(lights: Sequence[Light]) -> Light:
    """The worst of several lights of one subject, with the reasons of all that are not met.

    Published rules judge each dimension apart and do not say how to join them; showing the worst hides none.
    """
    worst = max(lights, key=lambda light: SEVERITY.index(light.level.token))
    telling = [light for light in lights if light.level.token is not Token.OK and light is not worst]
    telling = [light for light in telling if light.level.token is not Token.NONE]
    reasons = [light.reason for light in (worst, *telling)]
    reason = Label("，".join(reason.zh for reason in reasons), "; ".join(reason.en for reason in reasons))
    return replace(worst, reason=reason, contributions=tuple(c for light in lights for c in light.contributions))


def _level(
    scheme: LightScheme, values: Mapping[str, Value], previous: str | None
) -> tuple[LightLevel, LightLevel | None]:
    """The first level that holds; or "not reported", with the level of which it cannot be told."""
    for level in scheme.judged_levels:
        holds = _holds(level, values, previous)
        if holds is None:
            return NOT_REPORTED, level
        if holds:
            return level, None
    raise AssertionError(f"{scheme.code} has no last level")


def _holds(level: LightLevel, values: Mapping[str, Value], previous: str | None) -> Value:
    if level.leave is not None and previous == level.code:
        return level.leave.value(values) is not True
    return True if level.condition is None else level.condition.value(values)


def _telling(scheme: LightScheme, values: Mapping[str, Value], level: LightLevel, previous: str | None) -> Rounding:
    """The scheme's rounding, with as many more decimals as the printed figures need to give the same level."""
    rounding = scheme.rounding
    while rounding.decimals < _MOST_DECIMALS:
        rounded = {value.name: _rounded(values[value.name], value.show, rounding) for value in scheme.values}
        if not rounded or _level(scheme, {**values, **rounded}, previous)[0] is level:
            break
        rounding = Rounding(rounding.way, rounding.decimals + 1)
    return rounding


def _rounded(value: Value, show: Show, rounding: Rounding) -> Value:
    if show not in (Show.POINTS, Show.PERCENT) or not isinstance(value, int | Fraction):
        return value
    return round_by(value * 100, rounding) / 100


def _not_reported(scheme: LightScheme, values: Mapping[str, Value], undecided: LightLevel) -> Label:
    rule = undecided.condition
    names = rule.inlined(scheme.definitions).names if rule else ()
    missing = [scheme.inputs[name].label for name in names if values[name] is None]
    return filled(NOT_REPORTED.reason, {"missing": listed(missing)}) if missing else _NO_RATIO


def _excused(light: Light, approved_reason: Label) -> Light:
    words = {"reason": light.reason, "approved_reason": approved_reason, "light": light.level.words}
    return replace(light, level=EXCUSED, reason=filled(EXCUSED.reason, words))


def _overridden(light: Light, override: Override, on: date) -> Light:
    """The level set by hand, while it lasts and if a second person confirmed it; else the reason says why not."""
    until = printed(override.until, Show.DAY, light.scheme.rounding)
    if override.second is None or override.second == override.by:
        refused = Label("人工调整未经第二人确认，不采用", "the override lacks a second person and does not count")
    elif on > override.until:
        refused = Label(f"人工调整已于{until.zh}到期", f"the override ended on {until.en}")
    else:
        level = light.scheme.level(override.level)
        reason = Label(
            f"人工调整为{level.words.zh}，{until.zh}止：{override.reason}（按规则为{light.level.words.zh}：{light.reason.zh}）",
            f"Set to {level.words.en} by hand until {until.en}: {override.reason} "
            f"(by the rule {light.level.words.en}: {light.reason.en})",
        )
        return replace(light, level=level, reason=reason, override=override)
    return replace(light, reason=Label(f"{light.reason.zh}；{refused.zh}", f"{light.reason.en}; {refused.en}"))


def level_codes(scheme: LightScheme, table: ir.Table) -> ir.StringValue:
    """The code of each row's level, overrides aside. A list with an exit reads the column `previous_level`."""
    import ibis

    branches: list[tuple[ir.BooleanValue, str]] = []
    for level in scheme.judged_levels:
        if level.condition is None:
            return ibis.cases(*branches, else_=level.code)
        holds = level.condition.inlined(scheme.definitions).expression(table)
        if level.leave is not None:
            is_on = (table["previous_level"] == level.code).fill_null(False)
            stays = ~level.leave.inlined(scheme.definitions).expression(table).fill_null(False)
            holds = is_on.ifelse(stays, holds)
        if level.is_excusable:
            branches.append((holds & table[APPROVED_REASON.name].notnull(), EXCUSED.code))
        branches += [(holds.isnull(), NOT_REPORTED.code), (holds, level.code)]
    raise AssertionError(f"{scheme.code} has no last level")
