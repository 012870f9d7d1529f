"""What is asked of the ledger: columns, a period, filters, an order. All of it stands in the address of a page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from diaodu.accounts.known import Known
from diaodu.engine.periods import Cadence, NotAPeriod, Period
from diaodu.facts.queries import periods_in_use
from diaodu.ledger.columns import BY_CODE, COLUMNS, NAME, USUAL, Column

NEVER = "never"
USUAL_ORDER = "name"
LONGEST_FILTER = 200


@dataclass(frozen=True)
class Asked:
    """A question to the ledger. What says nothing narrows nothing."""

    columns: tuple[Column, ...]
    period: Period
    filters: Mapping[str, tuple[str, ...]]
    meeting: str = ""
    sort: str = USUAL_ORDER
    is_period_named: bool = False

    @classmethod
    def of(cls, parameters: Mapping[str, Sequence[str]], known: Known) -> "Asked":
        """From the parameters of an address, each with all its values; those of other things are left alone."""
        chosen = [BY_CODE[code] for code in parameters.get("column", ()) if code in BY_CODE]
        sort = _last(parameters, "sort")
        meeting = _last(parameters, "meeting")
        return cls(
            columns=(NAME, *dict.fromkeys(column for column in chosen if column is not NAME))
            if chosen
            else tuple(BY_CODE[code] for code in USUAL),
            period=_period(_last(parameters, "period"), known),
            filters=dict(_filters(parameters)),
            meeting=meeting if meeting == NEVER or (meeting.isdecimal() and len(meeting) < 10) else "",
            sort=sort if is_order(sort) else USUAL_ORDER,
            is_period_named=is_period(_last(parameters, "period")),
        )

    @property
    def is_narrowing(self) -> bool:
        return bool(self.filters or self.meeting)

    @property
    def sorted_by(self) -> Column:
        return BY_CODE[self.sort.removeprefix("-")]

    @property
    def is_descending(self) -> bool:
        return self.sort.startswith("-")

    @property
    def filtered(self) -> list[tuple[Column, tuple[str, ...]]]:
        return [(BY_CODE[code], values) for code, values in self.filters.items()]

    @cached_property
    def codes(self) -> frozenset[str]:
        return frozenset(column.code for column in self.columns)

    @property
    def has_usual_columns(self) -> bool:
        return tuple(column.code for column in self.columns) == USUAL

    def parameters(self) -> list[tuple[str, str]]:
        """The question as the parameters of an address; what is usual is left out."""
        found = [] if self.has_usual_columns else [("column", column.code) for column in self.columns]
        found += [(code, value) for code, values in self.filters.items() for value in values]
        if self.meeting:
            found.append(("meeting", self.meeting))
        if self.is_period_named:
            found.append(("period", self.period.code))
        if self.sort != USUAL_ORDER:
            found.append(("sort", self.sort))
        return found

    def without(self, code: str) -> str:
        """The question without one of its filters."""
        return urlencode([pair for pair in self.parameters() if pair[0] != code])

    @property
    def query(self) -> str:
        return urlencode(self.parameters())


def months_known() -> list[Period]:
    """The months that something was reported for, the latest first."""
    periods = [Period.parse(code) for code in periods_in_use() if is_period(code)]
    return sorted((period for period in periods if period.cadence is Cadence.MONTH), reverse=True)


def is_order(sort: str) -> bool:
    column = BY_CODE.get(sort.removeprefix("-"))
    return column is not None and column.sorts


def is_period(words: str) -> bool:
    try:
        Period.parse(words)
    except NotAPeriod:
        return False
    return True


def _period(words: str, known: Known) -> Period:
    """The period that is named; else the latest reported month that was over by then; else the month before."""
    if is_period(words):
        return Period.parse(words)
    over = (period for period in months_known() if period.last_day <= known.day)
    return next(over, Period.holding(known.day, Cadence.MONTH).previous())


def _filters(parameters: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, tuple[str, ...]]]:
    for column in COLUMNS:
        values = (value.strip()[:LONGEST_FILTER] for value in parameters.get(column.code, ()))
        if column.filters and (said := tuple(value for value in values if value and "\x00" not in value)):
            yield column.code, said


def _last(parameters: Mapping[str, Sequence[str]], name: str) -> str:
    return next(reversed(parameters.get(name, ())), "")
