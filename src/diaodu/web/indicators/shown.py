"""Figures as a page shows them: in their unit, with their digits, and with the way they were worked out."""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from diaodu.engine.indicators.declaring import Figure, Indicator, IndicatorUnit, Over
from diaodu.engine.labels import Label
from diaodu.engine.rounding import digits
from diaodu.engine.tables import PROJECT_PERIOD, Column, ColumnKind
from diaodu.facts.figures import shown_figure as exactly
from diaodu.facts.models import NumberUnit
from diaodu.facts.reporting import TypedIn
from diaodu.projects.models import ConstructionType, Phase

_MONEY_OVER_MONEY = re.compile(r"(\w+_fen|\(\w+_fen - \w+_fen\)) / \w+_fen")
_OPERATORS = {"*": "×", "/": "÷", "-": "−"}
_WORDS: Mapping[str, Any] = {"phase": Phase, "construction_type": ConstructionType}


def in_language(label: Label) -> str:
    return label.in_language(get_language() or "zh")


def shown_figure(indicator: Indicator, figure: Figure) -> str:
    """The value with its digits, without its unit; empty where nothing was reported."""
    value = figure.value
    if value is None:
        return ""
    words = digits(indicator.shown(value), indicator.unit.rounding, grouped=True).replace("-", "−")
    is_lead = indicator.unit is IndicatorUnit.POINTS and not words.startswith("−")
    return f"+{words}" if is_lead else words


def shown_column(name: str, value: Any) -> str:
    """One input as a page shows it: money in 万元, exact."""
    column = PROJECT_PERIOD[name]
    if value is None:
        return str(_("not reported"))
    if column.is_money or name == "planned_num":
        return exact_wan(value)
    if column.kind is ColumnKind.WORD:
        return str(_WORDS[name](value).label) if value else str(_("not stated"))
    if column.kind is ColumnKind.DAY:
        return value.isoformat() if isinstance(value, date) else str(value)
    return str(number_format(value, use_l10n=True, force_grouping=True))


def column_unit(column: Column) -> str:
    is_money = column.is_money or column.name == "planned_num"
    return in_language(IndicatorUnit.MONEY.label) if is_money else ""


def exact_wan(fen: int) -> str:
    """Fen in 万元 with every digit that they have."""
    return exactly(fen, unit=NumberUnit.FEN, typed_in=TypedIn.WAN)


def written_out(indicator: Indicator, inputs: Mapping[str, Any]) -> str:
    """The arithmetic with the project's own numbers in the place of the columns' names."""

    def number(found: re.Match[str]) -> str:
        return shown_column(found[0], inputs.get(found[0]))

    words = re.sub(r"[a-z][a-z_]+", number, indicator.arithmetic)
    return re.sub(r" ([*/-]) ", lambda found: f" {_OPERATORS[found[1]]} ", words)


def share_written_out(indicator: Indicator, figure: Figure) -> str:
    """Numerator over denominator of a sum: in 万元 where both are money, else as the share in its lowest terms."""
    if figure.numerator is None or figure.denominator is None:
        return ""
    if _MONEY_OVER_MONEY.fullmatch(indicator.arithmetic) or indicator.over is Over.WHOLE:
        return f"{exact_wan(figure.numerator)} ÷ {exact_wan(figure.denominator)}"
    if not indicator.arithmetic:
        return f"{figure.numerator:,} ÷ {figure.denominator:,}"
    value = Fraction(figure.numerator, figure.denominator)
    return f"{value.numerator:,} ÷ {value.denominator:,}".replace("-", "−")
