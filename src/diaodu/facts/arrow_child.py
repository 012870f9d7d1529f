"""Reads an SQLite file through ADBC, in a process of its own; the rows go to standard output as an Arrow stream."""

import sys

import pyarrow as pa
from adbc_driver_sqlite import dbapi


def main(path: str, sql: str) -> None:
    with (
        dbapi.connect(f"file:{path}?mode=ro") as connection,
        connection.cursor(adbc_stmt_kwargs={"adbc.sqlite.query.batch_rows": 65_536}) as cursor,
    ):
        cursor.execute(sql)
        batches = cursor.fetch_record_batch()
        with pa.ipc.new_stream(sys.stdout.buffer, batches.schema) as stream:
            for batch in batches:
                stream.write_batch(batch)


if __name__ == "__main__":
    main(*sys.argv[1:])
