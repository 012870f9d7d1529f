"""Heads and cells of ledgers."""

from collections.abc import Sequence
from html import escape

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from diaodu.ledger.cells import Shown
from diaodu.ledger.columns import Column, Origin
from diaodu.ledger.rows import Row

register = template.Library()

DIRECTIONS = {"ascending": "▲", "descending": "▼"}


@register.simple_tag(takes_context=True)
def sort_head(context: Context, key: str, words: str, current: str, first: str = "ascending") -> SafeString:
    """A `th` whose link sorts by the column, and turns the order round when it already does."""
    asked = {"ascending": key, "descending": f"-{key}"}
    is_now = next((direction for direction, sort in asked.items() if sort == current), "")
    turned = {"ascending": "descending", "descending": "ascending"}.get(is_now, first)
    parameters = context["request"].GET.copy()
    parameters.pop("page", None)
    parameters["sort"] = asked[turned]
    return format_html(
        '<th scope="col" aria-sort="{}"><a class="records-sort" href="?{}">{}'
        '<span aria-hidden="true">{}</span></a></th>',
        is_now or "none",
        parameters.urlencode(),
        words,
        DIRECTIONS.get(is_now, ""),
    )


# Which of a card's three lines a cell is on the phone: name · light · when it was last taken up.
_SHORT = 12
_CARD_LINES = {Origin.LIGHT: " dd-line-2", Origin.MEETING: " dd-line-3"}


@register.simple_tag
def ledger_cells(row: Row, columns: Sequence[Column]) -> SafeString:
    """The `td`s of a row but for its name. Written out here, every word escaped: a page has hundreds of them."""
    return SafeString("".join(_cell(row.cells[column.code], column) for column in columns[1:]))


def _cell(said: Shown, column: Column) -> str:
    look = ("dd-num" if column.is_right else "grid-words") + _CARD_LINES.get(column.origin, "")
    return f'<td class="{look}">{_inside(said, column)}</td>'


def _inside(said: Shown, column: Column) -> str:
    words, note = escape(said.words or ""), escape(said.note)
    if said.token:
        light = f'<span class="dd-light dd-light-{escape(said.token)}">{words}</span>'
        return f'{light}<span class="grid-note" title="{note}">{note}</span>'
    if said.words is None:
        return f'<span class="dd-missing">{escape(_missing(said, column))}</span>'
    return f'<span title="{words}">{words}</span>' if len(words) > _SHORT else f"<span>{words}</span>"


def _missing(said: Shown, column: Column) -> str:
    if said.is_hidden:
        return _("not yours to see")
    if column.origin is Origin.MEETING:
        return _("at no meeting yet")
    return _("on no programme") if column.origin is Origin.PROGRAMMES else pgettext("cell", "not reported")
