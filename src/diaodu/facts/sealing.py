"""The seal, pure: how rows become bytes, bytes a hash, hashes a chain; and how a file is proved against it, off-line.

A ledger file is one JSON object per line, in the order of positions:

    {"ledger": 1}                         the format
    {"seal": {…}}                         a seal, before the rows that it seals
    {"table": "facts.fact", "row": {…}}   a row as the database holds it, by column
    {"end": {"rows": n, "position": p}}   the last line

The bytes of a row are its table and its columns as JSON: keys sorted, no spaces, UTF-8; moments in UTC with six digits
of a second. Only the columns that stand in the seal's shape count, so a column added by a later release leaves old
seals whole. The digest of a position is the SHA-256 of the bytes of its rows, each ended by a line feed, ordered by
table and key. The hash of a seal is the SHA-256 of everything else in it: number, hash before, positions, moment,
shape, digests.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

FORMAT = 1


@dataclass(frozen=True)
class SealRecord:
    """What one seal says: the digests of the positions `first` to `last`, in order, chained to the seal before."""

    number: int
    previous: str
    first: int
    last: int
    sealed_at: str
    shape: Mapping[str, Sequence[str]]
    digests: Sequence[str]

    @property
    def hash(self) -> str:
        return hashlib.sha256(_bytes(asdict(self))).hexdigest()


@dataclass(frozen=True)
class Proof:
    """What was proved of a file. `hashes` are those of its seals; rows after the last seal are not proved."""

    hashes: tuple[str, ...]
    position: int
    rows: int
    unsealed_rows: int


class Tampered(Exception):
    """The file is not the ledger that was sealed."""

    def __init__(self, words: str, *, position: int) -> None:
        super().__init__(words)
        self.position = position


def plain(value: Any) -> Any:
    """A database value as JSON, the same whichever engine and time zone it was read under."""
    match value:
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        case date() | time():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case bytes() | memoryview():
            return bytes(value).hex()
        case _:
            return value


def row_bytes(table: str, row: Mapping[str, Any], columns: Iterable[str]) -> bytes:
    """The bytes of a row that count: those columns, and a line feed."""
    return _bytes([table, {column: row.get(column) for column in columns}]) + b"\n"


def _bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


class _Reading:
    """Goes through the lines of a file and compares every position with its seal."""

    def __init__(self) -> None:
        self.seals: list[SealRecord] = []
        self.position = 0
        self.rows = self.unsealed_rows = 0
        self._digest = hashlib.sha256()
        self._ended = False

    def line(self, number: int, line: bytes) -> None:
        if self._ended:
            raise Tampered(f"line {number} comes after the end of the file", position=self.position)
        try:
            content = json.loads(line)
            kind = next(iter(content))
            if kind == "seal":
                self._seal(SealRecord(**{name: content["seal"][name] for name in SealRecord.__dataclass_fields__}))
                self._compare_hash(content["seal"]["hash"])
            elif kind == "table":
                self._row(content["table"], content["row"])
            elif kind == "end":
                self._end(content["end"])
            elif content != {"ledger": FORMAT} or number != 1:
                raise ValueError(kind)
        except (ValueError, KeyError, TypeError, AttributeError, StopIteration) as unreadable:
            raise Tampered(
                f"line {number}, after position {self.position}, is not a line of a ledger file", position=self.position
            ) from unreadable

    def _seal(self, seal: SealRecord) -> None:
        self._close_position()
        before = self.seals[-1] if self.seals else None
        expected = (before.number + 1, before.hash, before.last + 1) if before else (1, "", 1)
        if (seal.number, seal.previous, seal.first) != expected or self.position != expected[2] - 1:
            raise Tampered(
                f"seal {seal.number} does not follow on position {self.position}: "
                f"seal {expected[0]} from position {expected[2]} is expected here",
                position=self.position + 1,
            )
        if len(seal.digests) != seal.last - seal.first + 1:
            raise Tampered(f"seal {seal.number} does not cover its positions", position=seal.first)
        self.seals.append(seal)

    def _compare_hash(self, stated: str) -> None:
        seal = self.seals[-1]
        if seal.hash != stated:
            raise Tampered(
                f"seal {seal.number} (positions {seal.first} to {seal.last}) is not what its hash says",
                position=seal.first,
            )

    def _row(self, table: str, row: Mapping[str, Any]) -> None:
        position = row["position"]
        if position != self.position:
            self._close_position()
            if position != self.position + 1:
                missing = self.position + 1
                words = (
                    f"position {missing} is missing" if position > missing else f"position {position} is out of place"
                )
                raise Tampered(
                    f"{words}: a row of {position} follows on {self.position}", position=min(missing, position)
                )
            self.position = position
            self._digest = hashlib.sha256()
        seal = self.seals[-1] if self.seals and position <= self.seals[-1].last else None
        self.rows += 1
        if seal is None:
            self.unsealed_rows += 1
        elif table not in seal.shape:
            raise Tampered(
                f"position {position} holds a row of a table that was not sealed: {table}", position=position
            )
        else:
            self._digest.update(row_bytes(table, row, seal.shape[table]))

    def _close_position(self) -> None:
        """All rows of the position have been read: they must be the ones that were sealed."""
        seal = self.seals[-1] if self.seals else None
        if seal is None or not seal.first <= self.position <= seal.last:
            return
        if self._digest.hexdigest() != seal.digests[self.position - seal.first]:
            raise Tampered(
                f"position {self.position} is not what seal {seal.number} "
                f"(positions {seal.first} to {seal.last}) says that it was",
                position=self.position,
            )

    def _end(self, end: Mapping[str, int]) -> None:
        self._close_position()
        if self.seals and self.position < self.seals[-1].last:
            raise Tampered(f"position {self.position + 1} is missing", position=self.position + 1)
        if (end["rows"], end["position"]) != (self.rows, self.position):
            raise Tampered(
                f"the file says that it ends at position {end['position']} with {end['rows']} rows, "
                f"but it holds {self.rows} up to position {self.position}",
                position=self.position,
            )
        self._ended = True

    def proof(self, printed: Sequence[str]) -> Proof:
        if not self._ended:
            raise Tampered(f"the file breaks off after position {self.position}", position=self.position)
        hashes = tuple(seal.hash for seal in self.seals)
        sealed_to = self.seals[-1].last if self.seals else 0
        for wanted in printed:
            if wanted.lower() not in hashes:
                raise Tampered(
                    f"no seal has the printed hash {wanted}: the ledger up to position {sealed_to} "
                    f"({len(hashes)} seals) is not the one that was sealed with it",
                    position=sealed_to,
                )
        return Proof(hashes, self.position, self.rows, self.unsealed_rows)


def prove(lines: Iterable[bytes], *, printed: Sequence[str] = ()) -> Proof:
    """Prove that nothing under seal was changed, inserted, removed or reordered, or raise `Tampered`.

    Without a hash from outside, the file is only proved to be whole in itself; `printed` hashes, as they stand in
    bulletins, tie it to what was really sealed.
    """
    reading = _Reading()
    for number, line in enumerate(lines, 1):
        reading.line(number, line)
    return reading.proof(printed)
