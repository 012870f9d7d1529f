"""The ledger of key projects as a grid reads it: columns, pages of cells, totals, edits of many cells, kept views."""

from datetime import datetime
from typing import Annotated, Literal

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status
from ninja.decorators import decorate_view
from pydantic import StrictInt, StringConstraints

from diaodu.accounts.viewer import Viewer
from diaodu.api.access import Request, forbidden, may
from diaodu.api.asking import LARGEST, STORABLE, AskedAsOf, AskedPage, Id, Page, page_of
from diaodu.api.errors import VERB_REFUSALS, Refused, answers, takes
from diaodu.api.known import Known, PersonRef
from diaodu.api.sources import JSON_BYTES
from diaodu.api.values import Period
from diaodu.ledger.actions import drop_view, keep_view
from diaodu.ledger.asking import NEVER, Asked, is_order, is_period
from diaodu.ledger.choices import choices_of
from diaodu.ledger.columns import BY_CODE, COLUMNS, Column, Kind
from diaodu.ledger.editing import Edit, Outcome, edit_cells
from diaodu.ledger.models import KeptView, SharedWith
from diaodu.ledger.rows import ProjectLedger, Row
from diaodu.ledger.totals import totals_of
from diaodu.projects.rights import KEEPING_ROLES

router = Router(tags=["ledger"])

ColumnCode = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(:[a-z_]+)?$", max_length=80)]
FilterWords = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(:[a-z_]+)?=[^\x00]+$", max_length=300)]


class ChoosableOut(Schema):
    value: str
    label: str


class ColumnOut(Schema):
    """A column, in the language of the caller. Its unit stands in the head and nowhere else."""

    code: str
    label: str
    unit: str | None
    kind: Kind
    sorts: bool
    filters: bool
    width: int
    choices: list[ChoosableOut] = Field(description="What the column is narrowed to; a cell takes either.")
    not_here: str | None = Field(description="Why nobody edits it in the ledger; null where a record's keeper may.")


class CellLightOut(Schema):
    """A light: its colour and its reason; its words stand in the cell."""

    token: str
    note: str


class LedgerRowOut(Schema):
    """A project with what its cells say, by the codes of the columns; null where nothing was stated: that is not
    zero."""

    id: int
    may_edit: bool
    cells: dict[str, str | None]
    lights: dict[str, CellLightOut]
    hidden: list[str] = Field(description="Columns of which something was reported that is not the caller's to see.")


class LedgerPageOut(Page[LedgerRowOut]):
    """A stretch of the ledger, as it stood at a position of the journal; an edit tells that it was read there."""

    position: int
    period: str


class TotalsOut(Schema):
    """What the rows that fit come to, each project once: one that is part of another counts within it."""

    total: int
    apart: int = Field(description="Without those that are part of another one that fits.")
    sums: dict[str, str] = Field(description="By column, as shown. Reported sums are of dispatch figures.")


class _Question(Schema):
    column: list[ColumnCode] = Field([], max_length=len(COLUMNS), description="The columns; the usual ones if none.")
    filter: list[FilterWords] = Field(
        [],
        max_length=60,
        description="`column=words`; numbers and days as `100..500`, `2024-01-01..`. The same column twice: either.",
    )
    sort: str = Field("name", max_length=80, description="A column; with `-` before it, the other way round.")
    period: Period | None = Field(None, description="Of measures and findings; the latest month reported if left out.")
    meeting: str = Field("", pattern=rf"^(\d{{1,9}}|{NEVER})?$", description="Taken up at this meeting, or `never`.")


class AskedRows(AskedPage, _Question):
    pass


class AskedTotals(AskedAsOf, _Question):
    pass


class EditIn(Schema, extra="forbid"):
    """Words typed into a cell."""

    project: Id
    column: ColumnCode
    words: Annotated[str, StringConstraints(max_length=10_000, pattern=STORABLE)] = Field(description="Empty: nothing.")
    seen: StrictInt = Field(ge=0, le=LARGEST, description="The position that the cell was read at.")


class EditsIn(Schema, extra="forbid"):
    edits: list[EditIn] = Field(min_length=1, max_length=2000)


class TheirsOut(Schema):
    """What somebody else has put there since it was read."""

    words: str | None
    by: str
    at: datetime


class OutcomeOut(Schema):
    """What became of one edit; `words` are what stands in the cell now."""

    project: int
    column: str
    state: Literal["saved", "refused", "conflict"]
    words: str | None
    why: str
    theirs: TheirsOut | None


class EditedOut(Schema):
    """All outcomes in the order of the edits. A refused or conflicting one keeps none of the others back."""

    position: int
    saved_at: datetime
    outcomes: list[OutcomeOut]


class KeptViewOut(Schema):
    """Columns, filters and order under a name. It holds no rows: everybody sees in it what they may see."""

    id: int
    name: str
    query: str
    shared_with: SharedWith
    owner: PersonRef
    is_own: bool


class KeptViewIn(Schema, extra="forbid"):
    name: Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[^\x00]*[^\x00\s][^\x00]*$")]
    query: Annotated[str, StringConstraints(max_length=4000, pattern=STORABLE)]
    shared_with: SharedWith = SharedWith.NOBODY


@router.get("", response=answers(LedgerPageOut, refusals=(401, 403, 422)))
def rows(request: Request, asked: Query[AskedRows]) -> LedgerPageOut:
    """Rows of the ledger with the cells that are asked for."""
    known = Known.at(request.auth, asked.as_of)
    ledger = ProjectLedger(known, _question(asked, known))
    items = [shown_row(row) for row in ledger.stretch(asked.offset, asked.limit)]
    total = ledger.narrowed.count()
    _refuse_unread(ledger)
    return LedgerPageOut(
        items=items,
        total=total,
        limit=asked.limit,
        offset=asked.offset,
        position=ledger.position,
        period=ledger.asked.period.code,
    )


@router.get("/totals", response=answers(TotalsOut, refusals=(401, 403, 422)))
def totals(request: Request, asked: Query[AskedTotals]) -> TotalsOut:
    """What the rows that fit come to."""
    known = Known.at(request.auth, asked.as_of)
    ledger = ProjectLedger(known, _question(asked, known))
    found = totals_of(ledger)
    _refuse_unread(ledger)
    return TotalsOut(total=found.projects, apart=found.apart, sums=found.sums)


@router.get("/columns", response=answers(Page[ColumnOut], refusals=(401, 403, 422)))
def columns(request: Request, asked: Query[AskedPage]) -> Page[ColumnOut]:
    """Every column that the ledger has, for anybody with a role."""
    known = COLUMNS if request.auth.roles else ()
    stretch = known[asked.offset : asked.offset + asked.limit]
    items = [shown_column(column) for column in stretch]
    return Page(items=items, total=len(known), limit=asked.limit, offset=asked.offset)


@router.post("/edits", response=answers(EditedOut, refusals=VERB_REFUSALS))
@decorate_view(takes("application/json", at_most=JSON_BYTES))
def edit(request: Request, given: EditsIn) -> EditedOut:
    """Edit many cells. Each is saved, refused in words, or held back since somebody else changed it after it was
    read."""
    may(request.auth, KEEPING_ROLES)
    edits = [Edit(one.project, one.column, one.words, one.seen) for one in given.edits]
    edited = edit_cells(edits, viewer=request.auth, at=timezone.now())
    outcomes = [_outcome(one) for one in edited.outcomes]
    return EditedOut(position=edited.position, saved_at=edited.at, outcomes=outcomes)


@router.get("/views", response=answers(Page[KeptViewOut], refusals=(401, 403, 422)))
def views(request: Request, asked: Query[AskedPage]) -> Page[KeptViewOut]:
    """The caller's own views of the ledger, and those shared with them."""
    kept = KeptView.objects.visible_to(request.auth).select_related("owner").order_by("name", "id")
    return page_of(kept, asked, lambda stretch: [_view(view, request.auth) for view in stretch])


@router.post("/views", response=answers(KeptViewOut, refusals=VERB_REFUSALS))
@decorate_view(takes("application/json", at_most=JSON_BYTES))
def keep(request: Request, given: KeptViewIn) -> KeptViewOut:
    """Keep a view; one's own of the same name says this from now on."""
    if not request.auth.roles:
        raise forbidden()
    said = given.dict()
    return _view(keep_view(said.pop("name").strip(), **said, viewer=request.auth, at=timezone.now()), request.auth)


@router.post("/views/{view_id}/drop", response=answers(None, refusals=VERB_REFUSALS, statuses=(204,)))
def drop(request: Request, view_id: Id) -> Status[None]:
    """Drop one's own view."""
    view = Known.at(request.auth, None).one(KeptView.objects.visible_to(request.auth), view_id)
    if view.owner_id != request.auth.user.pk:
        raise forbidden()
    drop_view(view, viewer=request.auth, at=timezone.now())
    return Status(204, None)


def _question(asked: _Question, known: Known) -> Asked:
    """The question in words that are known: a column misspelt must not widen an answer."""
    parameters: dict[str, list[str]] = {"column": asked.column, "sort": [asked.sort]}
    parameters |= {"period": [asked.period or ""], "meeting": [asked.meeting]}
    for one in asked.filter:
        code, _equals, words = one.partition("=")
        if code not in BY_CODE or not BY_CODE[code].filters:
            raise _unknown("query.filter")
        parameters.setdefault(code, []).append(words)
    if not set(asked.column) <= BY_CODE.keys():
        raise _unknown("query.column")
    if not is_order(asked.sort):
        raise _unknown("query.sort")
    if asked.period and not is_period(asked.period):
        raise Refused(422, "period", _("There is no such period."), "query.period")
    return Asked.of(parameters, known)


def _unknown(where: str) -> Refused:
    message = _("There is no such column, or the ledger is not narrowed or sorted by it.")
    return Refused(422, "unknown_column", message, where)


def _refuse_unread(ledger: ProjectLedger) -> None:
    """A filter that cannot be read must not widen an answer, nor one that the past does not keep."""
    for column, words in ledger.ignored:
        message = _("“%(words)s” is neither a number or day nor a stretch such as 100..500.") % {"words": words}
        raise Refused(422, "stretch", message, f"query.filter.{column.code}")
    for column in ledger.past:
        message = _("Findings are kept as known now: the past is not narrowed or sorted by them.")
        raise Refused(422, "not_then", message, f"query.filter.{column.code}")


def shown_row(row: Row) -> LedgerRowOut:
    cells = row.cells
    return LedgerRowOut(
        id=row.pk,
        may_edit=row.may_edit,
        cells={code: cell.words for code, cell in cells.items()},
        lights={code: CellLightOut(token=cell.token, note=cell.note) for code, cell in cells.items() if cell.token},
        hidden=[code for code, cell in cells.items() if cell.is_hidden],
    )


def shown_column(column: Column) -> ColumnOut:
    language = get_language() or "zh"
    return ColumnOut(
        code=column.code,
        label=column.label.in_language(language),
        unit=column.unit.in_language(language) if column.unit else None,
        kind=column.kind,
        sorts=column.sorts,
        filters=column.filters,
        width=column.width,
        choices=[ChoosableOut(value=value, label=label) for value, label in choices_of(column)],
        not_here=column.not_here.in_language(language) if column.not_here else None,
    )


def _outcome(one: Outcome) -> OutcomeOut:
    theirs = TheirsOut(words=one.theirs.words, by=one.theirs.by, at=one.theirs.at) if one.theirs else None
    state: Literal["saved", "refused", "conflict"] = "saved" if one.is_saved else "conflict" if theirs else "refused"
    return OutcomeOut(
        project=one.edit.project_id,
        column=one.edit.column,
        state=state,
        words=one.words,
        why=one.refused,
        theirs=theirs,
    )


def _view(view: KeptView, caller: Viewer) -> KeptViewOut:
    return KeptViewOut(
        id=view.pk,
        name=view.name,
        query=view.query,
        shared_with=SharedWith(view.shared_with),
        owner=PersonRef(id=view.owner.pk, name=view.owner.name),
        is_own=view.owner_id == caller.user.pk,
    )
