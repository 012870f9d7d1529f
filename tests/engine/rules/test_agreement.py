"""A rule says the same in exact Python and as an Ibis expression, whatever is missing."""

from datetime import date
from fractions import Fraction
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diaodu.engine.rules import Kind, RuleError, Value, compile_rule
from tests.engine.rules.random_rules import NAMES, rows, rules

SCHEMA = pa.schema(
    [(name, pa.int64()) for name in ("done_fen", "plan_fen", "due_num", "due_den", "count", "tries")]
    + [("word", pa.string()), ("start", pa.date32()), ("end", pa.date32()), ("yes", pa.bool_())]
)
SCHEMA_OF_IBIS = ibis.Schema.from_pyarrow(SCHEMA)


@pytest.fixture(scope="module")
def duck() -> Any:
    return ibis.duckdb.connect()


def over_a_table(duck: Any, texts: list[str], table_rows: list[dict[str, Any]]) -> list[list[Value]]:
    """For each rule the values of all rows, worked out by DuckDB in one query."""
    table = ibis.memtable(pa.Table.from_pylist(table_rows, schema=SCHEMA))
    columns: dict[str, Any] = {}
    for number, text in enumerate(texts):
        rule = compile_rule(text, names=NAMES)
        if rule.kind in (Kind.NUMBER, Kind.SHARE, Kind.MONEY):
            columns[f"over{number}"], columns[f"under{number}"] = rule.ratio(table)
        else:
            columns[f"value{number}"] = rule.expression(table)
    found = duck.to_pyarrow(table.select(**columns)).to_pylist()
    return [[_told(row, number) for row in found] for number in range(len(texts))]


def _told(row: dict[str, Any], number: int) -> Value:
    if f"value{number}" in row:
        value: Value = row[f"value{number}"]
        return value
    over, under = row[f"over{number}"], row[f"under{number}"]
    return None if over is None else Fraction(over) / Fraction(under)


def row_by_row(texts: list[str], table_rows: list[dict[str, Any]]) -> list[list[Value]]:
    rules_ = [compile_rule(text, names=NAMES) for text in texts]
    return [[rule.value(as_inputs(row)) for row in table_rows] for rule in rules_]


def as_inputs(row: dict[str, Any]) -> dict[str, Value]:
    due = None if row["due_num"] is None or not row["due_den"] else Fraction(row["due_num"], row["due_den"])
    return {"done": row["done_fen"], "plan": row["plan_fen"], "due": due, **row}


def fits_into_38_digits(text: str) -> bool:
    table = ibis.table(SCHEMA_OF_IBIS)
    rule = compile_rule(text, names=NAMES)
    try:
        rule.ratio(table) if rule.kind is not Kind.BOOL else rule.expression(table)
    except RuleError:  # only for this: everything else has been refused while compiling
        return False
    return True


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    texts=st.lists(rules().filter(fits_into_38_digits), min_size=1, max_size=6),
    table_rows=st.lists(rows(), min_size=1, max_size=8),
)
def test_python_and_duckdb_agree(duck: Any, texts: list[str], table_rows: list[dict[str, Any]]) -> None:
    assert over_a_table(duck, texts, table_rows) == row_by_row(texts, table_rows)


DAYS = [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 30), date(2025, 2, 28), date(2024, 1, 1), None]


@pytest.mark.parametrize("text", ["months(start, end)", "days(start, end)", "add_months(start, 1) <= end"])
def test_days_and_months_agree(duck: Any, text: str) -> None:
    blank = dict.fromkeys(SCHEMA.names)
    pairs = [{**blank, "start": start, "end": end} for start in DAYS for end in DAYS]
    assert over_a_table(duck, [text], pairs) == row_by_row([text], pairs)


def test_the_largest_money_is_compared_exactly(duck: Any) -> None:
    blank = dict.fromkeys(SCHEMA.names)
    nearly = {**blank, "done_fen": 10**16 - 1, "plan_fen": 10**16, "count": 10**11, "tries": 10**11}
    assert over_a_table(duck, ["share(done, plan) < share(count, tries)"], [nearly]) == [[True]]
