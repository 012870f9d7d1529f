"""One year of a project: plan against actual, as a table and as the data of its curve."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from diaodu.assessment.progress import MonthOfYear, months_of
from diaodu.engine.periods import Cadence, NotAPeriod, Period
from diaodu.facts.models import Fact
from diaodu.projects.models import AnnualPlan
from diaodu.web.projects.figures import figure, in_words, wan
from diaodu.web.records.evidence import Cited, EvidenceOf


@dataclass(frozen=True)
class MonthRow:
    """A month of the table, in 万元. What is empty was not reported, or not planned."""

    month: MonthOfYear

    @property
    def label(self) -> str:
        return in_words(self.month.period.label)

    @property
    def planned(self) -> str:
        return _wan(self.month.planned_fen)

    @property
    def invested(self) -> Cited | None:
        return figure(self.month.invested) if self.month.invested else None

    @property
    def reached(self) -> Cited | None:
        """The reported total; or the months added up, which no one fact says."""
        if self.month.ytd is not None:
            return figure(self.month.ytd)
        return None if self.month.reached_fen is None else Cited(wan(self.month.reached_fen))

    @property
    def ahead(self) -> str:
        return _wan(self.month.ahead_fen)

    @property
    def is_behind(self) -> bool:
        return self.month.ahead_fen is not None and self.month.ahead_fen < 0


def _wan(fen: int | None) -> str:
    return "" if fen is None else wan(fen)


@dataclass(frozen=True)
class YearOfProject:
    """A year with its standing plan, the versions before it, and its months."""

    year: int
    years: list[int]
    plans: list[AnnualPlan]
    months: list[MonthRow]
    amount: Cited

    @property
    def plan(self) -> AnnualPlan | None:
        return self.plans[-1] if self.plans else None

    @property
    def earlier(self) -> list[tuple[AnnualPlan, str]]:
        """The versions that were adjusted, with their amounts."""
        return [(plan, _wan(plan.amount_fen)) for plan in self.plans[:-1]]

    @property
    def image(self) -> list[tuple[str, str]]:
        """Quarter by quarter, what is to be seen on the site."""
        plan = self.plan
        return (
            [(in_words(Period.parse(code).label), words) for code, words in sorted(plan.image.items())] if plan else []
        )

    @property
    def has_figures(self) -> bool:
        return any(row.month.planned_fen is not None or row.month.reached_fen is not None for row in self.months)

    @cached_property
    def latest(self) -> MonthRow | None:
        """The last month that money was reported for."""
        return next((row for row in reversed(self.months) if row.month.reached_fen is not None), None)

    @property
    def curve(self) -> dict[str, object]:
        """What the chart draws, in 分 as it is kept: it divides for the axis alone."""
        return {
            "months": [row.label for row in self.months],
            "planned": [row.month.planned_fen for row in self.months],
            "reached": [row.month.reached_fen for row in self.months],
            "words": {"planned": _("planned"), "reached": _("reached"), "unit": _("ten thousand yuan")},
        }


def year_of_project(
    asked: int | None, this_year: int, plans: Iterable[AnnualPlan], facts: Mapping[tuple[str, str], Fact],
    subject_id: int, evidence: EvidenceOf,
) -> YearOfProject:  # fmt: skip
    """The year asked for; else the latest one, up to this, that has a plan or figures."""
    by_year: dict[int, list[AnnualPlan]] = {}
    for plan in plans:
        by_year.setdefault(plan.year, []).append(plan)
    years = sorted({*by_year, *_years_reported(facts), this_year})
    known = [year for year in years if year in by_year or year != this_year]
    year = asked if asked in years else max((one for one in known if one <= this_year), default=this_year)
    of_year = sorted(by_year.get(year, []), key=lambda plan: plan.version)
    standing = of_year[-1] if of_year else None
    months = [MonthRow(month) for month in months_of(year, standing, facts)]
    amount = evidence.cited(subject_id, f"annual_plan:{year}", _wan(standing.amount_fen if standing else None))
    return YearOfProject(year, years, of_year, months, amount)


def _years_reported(facts: Mapping[tuple[str, str], Fact]) -> Iterable[int]:
    for measure, code in facts:
        if measure in ("invested", "invested_ytd"):
            try:
                period = Period.parse(code)
            except NotAPeriod:
                continue
            if period.cadence is Cadence.MONTH:
                yield period.year
