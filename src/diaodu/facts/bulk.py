"""Many facts and citations at once, with their places: the path of imports. The guards stand as for any other write."""

import pyarrow as pa

from diaodu.facts.models import Citation, Fact
from diaodu.journal.bulk import append_rows

# What a fact consists of. A table may leave out what none of its facts has.
SCHEMA = pa.schema(
    {
        "subject_id": pa.int64(),
        "measure_id": pa.int64(),
        "period": pa.string(),
        "source_kind": pa.int16(),
        "number": pa.int64(),
        "text": pa.string(),
        "not_reported": pa.bool_(),
        "source_id": pa.int64(),
        "sheet": pa.string(),
        "cell": pa.string(),
        "start": pa.int32(),
        "end": pa.int32(),
        "page": pa.int32(),
        "typed_by_id": pa.int64(),
        "submission_id": pa.int64(),
        "supersedes_id": pa.int64(),
        "reason": pa.string(),
    }
)
# What the evidence of a typed field from a cell consists of.
CITED_CELLS = pa.schema(
    {
        "subject_id": pa.int64(),
        "field": pa.string(),
        "source_id": pa.int64(),
        "sheet": pa.string(),
        "cell": pa.string(),
        "words": pa.string(),
    }
)


def record_facts(facts: pa.Table) -> range:
    """Write facts under the open entry; returns their ids, in the order of the table.

    A correction names in `supersedes_id` the fact it takes the place of; the database refuses a second line for a key.
    """
    facts = facts.cast(pa.schema([SCHEMA.field(name) for name in facts.column_names]))
    if "not_reported" not in facts.column_names:
        facts = facts.append_column("not_reported", pa.repeat(False, len(facts)))
    return append_rows(Fact, facts)


def cite_cells(cells: pa.Table) -> range:
    """Record the cells that typed fields rest on, under the open entry of the verb that sets those fields."""
    cells = cells.select(CITED_CELLS.names).cast(CITED_CELLS)
    return append_rows(Citation, cells.append_column("typed", pa.repeat("", len(cells))))
