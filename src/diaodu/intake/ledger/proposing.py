"""A mapping proposed from the head words of a table, with how sure each column is."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from diaodu.engine.periods import Cadence, NotAPeriod, Period
from diaodu.intake.ledger.head_words import head_words, plain_head
from diaodu.intake.ledger.mapping import ColumnUse, Mapping
from diaodu.intake.ledger.targets import MEASURE, NUMBER, PLAN
from diaodu.intake.workbook.slots import PeriodSlot, SlotKind
from diaodu.intake.workbook.table import Column, SheetTable

SURE, LIKELY, PERHAPS = 100, 85, 60
_LEAST_LIKENESS = 82
_IN_A_NAME = re.compile(r"(?P<year>20\d{2})(?:年|[-_.])?(?:(?P<month>1[0-2]|0?[1-9])(?:月|$|\D))?")
_MONTHLY = (SlotKind.MONTH, SlotKind.YEAR_TO_MONTH, SlotKind.MONTHS)


@dataclass(frozen=True, slots=True)
class ProposedUse:
    """What a column probably fills, and how sure that is, in hundredths."""

    use: ColumnUse
    confidence: int


def propose_mapping(table: SheetTable) -> tuple[Mapping, dict[int, int]]:
    """The likeliest mapping of a table, and the confidence of each column in it."""
    best: dict[str, ProposedUse] = {}
    for column in table.header:
        proposed = proposed_use(column)
        if proposed is None or proposed.use.fills == NUMBER:
            continue
        key = _claimed(proposed.use, column)
        if key not in best or proposed.confidence > best[key].confidence:
            best[key] = proposed
    chosen = sorted(best.values(), key=lambda one: one.use.column)
    return Mapping(tuple(one.use for one in chosen)), {one.use.column: one.confidence for one in chosen}


def proposed_use(column: Column) -> ProposedUse | None:
    """What the words of one head say; None when they say nothing that we know."""
    found = _looked_up(column)
    if found is None:
        return None
    fills, confidence = found
    return ProposedUse(ColumnUse(column.number, fills), confidence)


def _looked_up(column: Column) -> tuple[str, int] | None:
    words = head_words()
    path = [plain_head(word) for word in column.path]
    whole, lowest = "".join(path), path[-1] if path else ""
    if (spent := _spent(column.slot, [whole, *reversed(path)])) is not None:
        return spent, SURE
    for plain, confidence in ((whole, SURE), (lowest, SURE if len(path) == 1 else LIKELY)):
        if plain in words.fills:
            return words.fills[plain], confidence
    for upper in reversed(path[:-1]):
        if upper in words.fills:
            return words.fills[upper], PERHAPS
    alike = process.extractOne(lowest, words.fills.keys(), scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS)
    return (words.fills[alike[0]], PERHAPS) if alike else None


def _spent(slot: PeriodSlot | None, words: list[str]) -> str | None:
    """What a column of money spent fills, by the stretch of time in its head."""
    known = head_words()
    if slot is None or not any(word in known.spent or word == "" for word in words):
        return None
    return known.spent_fills.get(slot.kind.value)


def _claimed(use: ColumnUse, column: Column) -> str:
    """What only one column may fill; measures and plans may come again under another head of time."""
    if not use.fills.startswith(MEASURE) and use.fills != PLAN:
        return use.fills
    return f"{use.fills} {column.slot}"


def proposed_period(table: SheetTable, file_name: str) -> str:
    """The code of the period that a sheet probably reports: by title, heads or file name. May be empty."""
    slots = [table.title_slot, *(column.slot for column in table.header)]
    years = [slot.year for slot in slots if slot and slot.year and slot.kind is not SlotKind.BEFORE_YEAR]
    months = [slot.month for slot in slots if slot and slot.month and slot.kind in _MONTHLY]
    named = _IN_A_NAME.search(file_name)
    titled = next(filter(None, map(_IN_A_NAME.search, table.title)), None) or named
    year = years[0] if years else titled and int(titled["year"])
    month = max(months, default=0) or (named and named["month"] and int(named["month"]))
    if not year:
        return ""
    return Period(Cadence.MONTH, year, month).code if month else str(year)


def period_of(code: str) -> Period | None:
    try:
        return Period.parse(code)
    except NotAPeriod:
        return None
