"""Runs one SQL statement on DuckDB over Arrow tables."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


def run(sql: str, tables: "Mapping[str, pa.Table]") -> "pa.Table":
    """The rows of the statement, which reads the tables by their names."""
    connection = _connection().cursor()
    try:
        for name, table in tables.items():
            connection.register(name, table)
        return connection.sql(sql).to_arrow_table()
    finally:
        connection.close()


@cache
def _connection() -> "duckdb.DuckDBPyConnection":
    import duckdb

    return duckdb.connect()
