"""The board: projects in columns, by light or by phase."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page
from django.db.models import Count, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.known import Known
from diaodu.engine.light_schemes import Token
from diaodu.lib.paging import page_of
from diaodu.projects.models import Phase, Project
from diaodu.web.portfolio.cards import Card, cards_of
from diaodu.web.portfolio.selecting import PortfolioForm, Selection

LIGHT, PHASE = "light", "phase"
# From what needs somebody to what does not.
URGENCY = (Token.BAD, Token.WARN, Token.LATE, Token.NONE, Token.OK)
NOT_COMPUTED = "not_computed"
NO_PHASE = "none"
# As many cards as a column shows before its count leads to all of them.
SHOWN = 12


class BoardForm(PortfolioForm):
    by = forms.ChoiceField(
        label=_("In columns by"),
        choices=[(LIGHT, _("light")), (PHASE, _("phase"))],
        required=False,
    )
    column = forms.RegexField(r"^[a-z_]{1,40}$", required=False, widget=forms.HiddenInput)

    field_order = ("by", "unit", "programme", "period")

    def __init__(self, asked: QueryDict, *, known: Known) -> None:
        super().__init__(asked, known=known)
        self.columns_by = self.chosen.get("by", LIGHT)
        self.one_column = self.chosen.get("column", "")


@dataclass(frozen=True)
class Column:
    """A column with the number of its projects, each counted once, and the first of them, or a page of them."""

    key: str
    label: str
    token: str
    count: int
    cards: list[Card]
    page: Page[Project] | None = None


@dataclass(frozen=True)
class Heading:
    """A column before its cards are read."""

    key: str
    label: str
    token: str
    projects: QuerySet[Project]


def columns_of(form: BoardForm, selection: Selection, request: HttpRequest) -> list[Column]:
    """All columns with their first cards, or the one that the address asks for, page by page."""
    headings = by_phase(selection) if form.columns_by == PHASE else by_light(selection)
    if form.one_column:
        return [_whole(one, selection, request) for one in headings if one.key == form.one_column]
    counted = [(one, one.projects.count()) for one in headings]
    return [_beginning(one, count, selection) for one, count in counted if count]


def by_light(selection: Selection) -> list[Heading]:
    """One column for each level that lights show, in the words of its scheme."""
    is_chinese = (get_language() or "zh").startswith("zh")
    levels: dict[str, tuple[str, str]] = {}
    rows: Any = selection.lights.order_by("level").values("level", "token", "words_zh", "words_en")
    for row in rows.annotate(n=Count("id")):
        levels.setdefault(row["level"], (row["token"], row["words_zh"] if is_chinese else row["words_en"]))
    ranked = sorted(levels.items(), key=lambda one: (URGENCY.index(Token(one[1][0])), one[0]))
    found = [
        Heading(level, words, token, _with(selection, selection.lights.filter(level=level)))
        for level, (token, words) in ranked
    ]
    rest = selection.projects.exclude(id__in=selection.lights.order_by().values("project_id"))
    return [*found, Heading(NOT_COMPUTED, pgettext("light", "not computed yet"), Token.NONE, rest)]


def _with(selection: Selection, lights: QuerySet[Any]) -> QuerySet[Project]:
    return selection.projects.filter(id__in=lights.order_by().values("project_id"))


def by_phase(selection: Selection) -> list[Heading]:
    phases = [Heading(phase, str(phase.label), "", selection.projects.filter(phase=phase)) for phase in Phase]
    return [*phases, Heading(NO_PHASE, pgettext("phase", "not stated"), "", selection.projects.filter(phase=""))]


def _in_order(projects: QuerySet[Project]) -> QuerySet[Project]:
    return projects.order_by("-starred", "name", "id")


def _beginning(heading: Heading, count: int, selection: Selection) -> Column:
    cards = cards_of(selection, _in_order(heading.projects)[:SHOWN])
    return Column(heading.key, heading.label, heading.token, count, cards)


def _whole(heading: Heading, selection: Selection, request: HttpRequest) -> Column:
    page = page_of(_in_order(heading.projects), request)
    cards = cards_of(selection, page)
    return Column(heading.key, heading.label, heading.token, page.paginator.count, cards, page)
