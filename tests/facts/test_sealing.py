"""A ledger file is proved off-line, and whoever tampers with it is caught and told where."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from diaodu.facts.ledger import ledger_lines, seal_day
from diaodu.facts.models import Fact, Seal
from diaodu.facts.sealing import SealRecord, Tampered, prove
from diaodu.journal.writing import journal_entry
from tests.facts.evidence import MOMENT, citation, fact, found_ledger

pytestmark = pytest.mark.django_db
Lines = list[dict[str, Any]]


@pytest.fixture
def lines() -> Lines:
    """Two days, each sealed; positions: 1 measures, 2 founding, 3 and 4 reports, 5 and 7 seals, 6 a correction."""
    world = found_ledger()
    with journal_entry(by=None, at=MOMENT, verb="report"):
        first = fact(world, 100)
    with journal_entry(by=None, at=MOMENT, verb="cite"):
        citation(world)
    seal_day(MOMENT)
    with journal_entry(by=None, at=MOMENT + timedelta(days=1), verb="correct"):
        fact(world, 120, supersedes=first)
    seal_day(MOMENT + timedelta(days=1))
    return [json.loads(line) for line in ledger_lines()]


def proved(lines: Lines, **printed: Any) -> Any:
    return prove((json.dumps(line).encode() for line in lines), **printed)


def rows_at(lines: Lines, position: int) -> list[int]:
    return [index for index, line in enumerate(lines) if line.get("row", {}).get("position") == position]


def index_of(lines: Lines, table: str) -> int:
    return next(index for index, line in enumerate(lines) if line.get("table") == table)


def rehash(lines: Lines) -> None:
    """What a careful forger does: recompute every seal so that the file agrees with itself."""
    previous = ""
    for line in (line for line in lines if "seal" in line):
        seal = line["seal"]
        record = SealRecord(**{name: seal[name] for name in SealRecord.__dataclass_fields__} | {"previous": previous})
        seal["previous"], seal["hash"] = previous, record.hash
        previous = record.hash


def test_an_untouched_file_is_whole(lines: Lines) -> None:
    proof = proved(lines, printed=list(Seal.objects.values_list("hash", flat=True)))
    assert (len(proof.hashes), proof.position, proof.rows) == (2, 7, len(lines) - 4)
    assert proof.unsealed_rows == 2  # the second seal's own entry and row


def change_a_value(lines: Lines) -> None:
    lines[index_of(lines, "facts.fact")]["row"]["number"] = 1


def insert_a_row(lines: Lines) -> None:
    index = index_of(lines, "facts.fact")
    forged = json.loads(json.dumps(lines[index]))
    forged["row"] |= {"id": 999, "period": "2024-06"}
    lines.insert(index + 1, forged)


def remove_a_row(lines: Lines) -> None:
    del lines[index_of(lines, "facts.fact")]


def remove_a_position(lines: Lines) -> None:
    for index in reversed(rows_at(lines, 3)):
        del lines[index]


def swap_rows(lines: Lines) -> None:
    first, second = rows_at(lines, 3)[:2]
    lines[first], lines[second] = lines[second], lines[first]


def swap_positions(lines: Lines) -> None:
    third, fourth = rows_at(lines, 3), rows_at(lines, 4)
    lines[third[0] : fourth[-1] + 1] = [lines[index] for index in fourth + third]


def move_to_another_table(lines: Lines) -> None:
    lines[index_of(lines, "facts.fact")]["table"] = "facts.facts"


@pytest.mark.parametrize(
    "tamper",
    [change_a_value, insert_a_row, remove_a_row, remove_a_position, swap_rows, swap_positions, move_to_another_table],
)
def test_tampering_is_caught_and_its_position_named(lines: Lines, tamper: Callable[[Lines], None]) -> None:
    tamper(lines)
    with pytest.raises(Tampered, match=r"position 3\b") as caught:
        proved(lines)
    assert caught.value.position == 3


def test_a_forger_who_recomputes_every_hash_does_not_match_the_printed_seal(lines: Lines) -> None:
    printed = lines[1]["seal"]["hash"]
    lines[1]["seal"]["sealed_at"] = "2024-05-28T09:00:00.000000Z"
    rehash(lines)
    proved(lines)
    with pytest.raises(Tampered, match="up to position 6"):
        proved(lines, printed=[printed])


def test_an_altered_seal_is_not_what_its_hash_says(lines: Lines) -> None:
    lines[1]["seal"]["digests"][1] = "0" * 64
    with pytest.raises(Tampered, match=r"seal 1 \(positions 1 to 4\)"):
        proved(lines)


def test_an_erased_middle_is_caught(lines: Lines) -> None:
    second = next(index for index, line in enumerate(lines) if line.get("seal", {}).get("number") == 2)
    with pytest.raises(Tampered, match="seal 1 from position 1 is expected"):
        proved([lines[0], *lines[second:]])


def test_a_cut_tail_is_caught(lines: Lines) -> None:
    last = lines[-1]["end"]
    second = next(index for index, line in enumerate(lines) if line.get("seal", {}).get("number") == 2)
    printed = lines[second]["seal"]["hash"]
    with pytest.raises(Tampered, match="breaks off after position 4"):
        proved(lines[:second])
    with pytest.raises(Tampered, match="says that it ends at position 7"):
        proved([*lines[:second], {"end": last}])
    rows = len(lines[:second]) - 2
    shortened = [*lines[:second], {"end": {"rows": rows, "position": 4}}]
    with pytest.raises(Tampered, match="no seal has the printed hash"):
        proved(shortened, printed=[printed])


@pytest.mark.parametrize("junk", [b"\xff\n", b"[]\n", b"7\n", b'{"table": "facts.fact"}\n', b'{"seal": {}}\n', b"{}\n"])
def test_junk_is_refused_in_words(junk: bytes) -> None:
    with pytest.raises(Tampered, match="line 1, after position 0"):
        prove([junk])


def test_sealing_again_with_nothing_new_adds_no_seal(lines: Lines) -> None:
    assert seal_day(MOMENT + timedelta(days=2)) is None
    assert Seal.objects.count() == 2


def test_the_seal_is_the_same_whatever_the_time_zone(lines: Lines, settings: Any) -> None:
    settings.TIME_ZONE = "America/New_York"
    assert [json.loads(line) for line in ledger_lines()] == lines


def test_a_column_added_later_leaves_old_seals_whole(lines: Lines) -> None:
    for line in lines:
        if "row" in line:
            line["row"]["added_by_a_later_release"] = None
    assert len(proved(lines).hashes) == 2
    assert Fact.objects.count() == 2
