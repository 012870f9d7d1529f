"""A project's year by months: what the plan asks for by the end of each, beside what was reported."""

from collections.abc import Mapping
from dataclasses import dataclass

from diaodu.engine.curves import planned_by
from diaodu.engine.periods import Cadence, Period
from diaodu.engine.rounding import Rounding, Way, round_by
from diaodu.facts.models import Fact
from diaodu.projects.models import AnnualPlan

WHOLE_FEN = Rounding(Way.HALF_UP, 0)
# Facts by (measure code, period code).
Reported = Mapping[tuple[str, str], Fact]


@dataclass(frozen=True)
class MonthOfYear:
    """Cumulative 分 of the year, planned and reached. What was not reported is None, and so is what rests on it."""

    period: Period
    planned_fen: int | None
    reached_fen: int | None
    invested: Fact | None
    ytd: Fact | None

    @property
    def ahead_fen(self) -> int | None:
        """How far the money is ahead of the plan; negative when it is behind."""
        if self.planned_fen is None or self.reached_fen is None:
            return None
        return self.reached_fen - self.planned_fen


def months_of(year: int, plan: AnnualPlan | None, reported: Reported) -> list[MonthOfYear]:
    """Twelve months. What was reached is the reported total; else the months added up, as far as none is missing."""
    rows = []
    added: int | None = 0
    for number in range(1, 13):
        period = Period(Cadence.MONTH, year, number)
        invested = reported.get(("invested", period.code))
        ytd = reported.get(("invested_ytd", period.code))
        month = invested.number if invested else None
        added = None if added is None or month is None else added + month
        total = ytd.number if ytd else None
        rows.append(MonthOfYear(period, _planned(plan, period), added if total is None else total, invested, ytd))
    return rows


def _planned(plan: AnnualPlan | None, period: Period) -> int | None:
    exact = planned_by(plan.amount_fen, plan.points, period) if plan else None
    return None if exact is None else int(round_by(exact, WHOLE_FEN))
