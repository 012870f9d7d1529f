"""Entry checks of what a sheet reports, by the rules of the form: one stops its row, or is shown beside the cell."""

from collections import defaultdict
from fractions import Fraction

from diaodu.engine.curves import planned_by
from diaodu.engine.entry_checks import REPORTED, CheckKind, check
from diaodu.engine.periods import NotAPeriod, Period
from diaodu.engine.rules import Value as RuleValue
from diaodu.intake.ledger.known import KnownLedger, KnownProject
from diaodu.intake.ledger.rows import Given, ReadTable, RowPlan, Trouble, Value
from diaodu.intake.ledger.targets import PERIOD, PLAN

_CODES = tuple(known.name for known in REPORTED)
_AGAIN_IN_JANUARY = "invested_ytd"
_SHARE = "progress_share"
_BASIS = 10_000


def object_to(row: RowPlan, table: ReadTable, known: KnownLedger) -> None:
    """Adds what the checks object to, at the cell of the figure that is meant."""
    project = known.projects[row.project]
    for code, figures in _reported(row, table).items():
        try:
            period = Period.parse(code)
        except NotAPeriod:
            continue
        values = {name: _as_rule(name, given.values[row.index]) for name, given in figures.items()}
        for objection in check(values, _context(project, period, row, table, known)):
            stops = objection.kind is CheckKind.STOP
            if (given := figures.get(objection.measure)) is not None:
                found = str(given.values[row.index])
                row.troubles.append(Trouble(given.use.column, objection.words, stops=stops, found=found))


def _reported(row: RowPlan, table: ReadTable) -> dict[str, dict[str, Given]]:
    """The figures of a row that there are checks for, by period and measure."""
    found: dict[str, dict[str, Given]] = defaultdict(dict)
    for given in table.givens:
        if given.target.measure in _CODES and given.values[row.index] is not None:
            period = given.period or table.column_values(PERIOD)[row.index]
            found[str(period or "")][given.target.measure] = given
    return found


def _context(
    project: KnownProject, period: Period, row: RowPlan, table: ReadTable, known: KnownLedger
) -> dict[str, RuleValue]:
    before, subject = period.previous(), project.subject_id or 0
    found: dict[str, RuleValue] = {}
    for name in _CODES:
        fact = known.facts.get((subject, name, before.code))
        starts_again = name == _AGAIN_IN_JANUARY and before.year != period.year
        if name != "invested" and fact is not None and not starts_again:
            found[f"last_{name}"] = _as_rule(name, fact.value)
    total = table.column_values("total_investment_fen")[row.index]
    found["total_investment"] = _as_rule("", total or project.values.get("total_investment_fen"))
    found["period_plan"] = _period_plan(project, period, row, table, known)
    return found


def _period_plan(
    project: KnownProject, period: Period, row: RowPlan, table: ReadTable, known: KnownLedger
) -> Fraction | None:
    """What the year's plan asks for in the period: by the curve that stands, else evenly."""
    key = (project.pk or 0, period.year)
    said = table.column_values(PLAN)[row.index]
    amount = said if isinstance(said, int) else known.plans.get(key)
    curve = known.curves.get(key) or None
    so_far, before = planned_by(amount, curve, period), period.previous()
    if so_far is None or before.year != period.year:
        return so_far
    earlier = planned_by(amount, curve, before)
    return None if earlier is None else so_far - earlier


def _as_rule(name: str, value: Value) -> RuleValue:
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return Fraction(value, _BASIS) if name == _SHARE else value
