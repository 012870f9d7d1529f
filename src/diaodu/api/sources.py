"""Sources: what was received, taking in more, and reading it again."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated

from django.conf import settings
from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.decorators import decorate_view
from ninja.files import UploadedFile
from pydantic import AfterValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from diaodu.accounts.models import Unit
from diaodu.accounts.viewer import Viewer
from diaodu.api.access import Request, may, may_for
from diaodu.api.asking import STORABLE, AskedAsOf, AskedPage, Id, Name, Page, page_of
from diaodu.api.errors import VERB_REFUSALS, answers, takes
from diaodu.api.known import Known, PersonRef, UnitRef
from diaodu.facts.blobs import open_bytes
from diaodu.facts.models import Source, SourceKind
from diaodu.intake.actions import read_again, take_in
from diaodu.intake.encodings import CODECS
from diaodu.intake.models import COLLECTING_ROLES, Reading, ReadingState
from diaodu.intake.reading import DEFAULT_LIMITS

router = Router(tags=["sources"])

# Beside the file, a form has a few short fields and the marks between them.
_FORM_BYTES = 64 * 1024
OCTETS = "application/octet-stream"
BYTES = {OCTETS: {"schema": {"type": "string", "format": "binary"}}}
JSON_BYTES = settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _known_encoding(name: str) -> str:
    if name not in CODECS:
        raise PydanticCustomError("encoding", "not an encoding", {"expected": ", ".join(CODECS)})
    return name


Encoding = Annotated[str, AfterValidator(_known_encoding), WithJsonSchema({"type": "string", "enum": list(CODECS)})]


class ReadingStateOut(Schema):
    """How far the reading of a source has come."""

    state: ReadingState
    done_share: int = Field(description="In hundredths.")
    encoding: str = Field(description="As read; empty before that, and for kinds of file that have none.")
    damaged: bool


class SourceOut(Schema):
    """A file, page or text as received."""

    id: int
    kind: SourceKind
    name: str
    sha256: str
    size: int = Field(description="Bytes.")
    unit: UnitRef
    received_by: PersonRef
    received_at: datetime
    position: int
    reading: ReadingStateOut | None = Field(description="As it stands now. None for what is no text, such as a form.")


class AskedSources(AskedPage):
    unit: Id | None = Field(None, description="Received for this unit or one below it.")
    name: Name | None = Field(None, description="The name contains this.")
    state: ReadingState | None = Field(None, description="The reading stands there now.")


class TextIn(Schema, extra="forbid"):
    """A text to take in."""

    unit: Id = Field(description="The unit it is received for.")
    name: Name
    text: Annotated[str, StringConstraints(min_length=1, max_length=DEFAULT_LIMITS.characters, pattern=STORABLE)]


class ReadAgainIn(Schema, extra="forbid"):
    """How to read a source anew."""

    encoding: Encoding | None = Field(description="null: find out by itself.")


@router.get("", response=answers(Page[SourceOut], refusals=(401, 403, 422)))
def sources(request: Request, asked: Query[AskedSources]) -> Page[SourceOut]:
    """Sources that the caller may see, the latest first."""
    known = Known.at(request.auth, asked.as_of)
    rows = _visible(known).order_by("-entry_id", "-id")
    if asked.unit is not None:
        rows = rows.filter(unit_id__in=known.tree.beneath([asked.unit]))
    if asked.name is not None:
        rows = rows.filter(name__icontains=asked.name)
    if asked.state is not None:
        rows = rows.filter(reading__state=asked.state)
    return page_of(rows, asked, lambda stretch: shown_sources(stretch, known))


@router.post("", response=answers(SourceOut, refusals=VERB_REFUSALS, statuses=(200, 201)))
@decorate_view(takes("multipart/form-data", at_most=DEFAULT_LIMITS.file_bytes + _FORM_BYTES))
def upload(
    request: Request, file: File[UploadedFile], unit: Form[Id], encoding: Form[Encoding | None] = None
) -> Status[SourceOut]:
    """Take in a file. 201: it is new and waits to be read. 200: the unit has the same one already; nothing changed."""
    name = file.name or _("file")
    return _taken_in(request.auth, file.chunks(), SourceKind.FILE, name, unit, encoding)


@router.post("/text", response=answers(SourceOut, refusals=VERB_REFUSALS, statuses=(200, 201)))
@decorate_view(takes("application/json", at_most=JSON_BYTES))
def paste(request: Request, given: TextIn) -> Status[SourceOut]:
    """Take in a text. 201: it is new and waits to be read. 200: the unit has the same one already; nothing changed."""
    return _taken_in(request.auth, [given.text.encode()], SourceKind.PASTED, given.name, given.unit, "utf-8")


@router.get("/{source_id}", response=answers(SourceOut))
def source(request: Request, source_id: Id, asked: Query[AskedAsOf]) -> SourceOut:
    """One source."""
    known = Known.at(request.auth, asked.as_of)
    return shown_sources([known.one(_visible(known), source_id)], known)[0]


@router.get(
    "/{source_id}/bytes",
    response=answers(None),
    openapi_extra={"responses": {200: {"description": "The bytes, to keep and never to run.", "content": BYTES}}},
)
def received_bytes(request: Request, source_id: Id, asked: Query[AskedAsOf]) -> FileResponse:
    """The source as it came."""
    known = Known.at(request.auth, asked.as_of)
    received = known.one(_visible(known), source_id)
    file = open_bytes(received.sha256, name=received.name)
    response = FileResponse(file, as_attachment=True, filename=received.name, content_type=OCTETS)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@router.post("/{source_id}/read-again", response=answers(SourceOut, refusals=VERB_REFUSALS))
@decorate_view(takes("application/json", at_most=JSON_BYTES))
def read_source_again(request: Request, source_id: Id, given: ReadAgainIn) -> SourceOut:
    """Read a source anew, in another encoding. Refused while it is being read and once a draft is decided on."""
    caller = request.auth
    reading = reading_to_decide(caller, source_id)
    read_again(reading, encoding=given.encoding, by=caller.user, at=timezone.now())
    return source_of(source_id, caller)


def reading_to_decide(caller: Viewer, source_id: int) -> Reading:
    """The reading of a source, for a verb; refused to those who may not decide on it."""
    may(caller, COLLECTING_ROLES)
    known = Known.at(caller, None)
    reading = known.one(Reading.objects.visible_to(caller).select_related("source"), source_id, key="source_id")
    may_for(caller, COLLECTING_ROLES, reading.source.unit_id)
    return reading


def source_of(source_id: int, caller: Viewer) -> SourceOut:
    known = Known.at(caller, None)
    return shown_sources([known.one(_visible(known), source_id)], known)[0]


def _taken_in(
    caller: Viewer, chunks: Iterable[bytes], kind: SourceKind, name: str, unit_id: int, encoding: str | None
) -> Status[SourceOut]:
    may(caller, COLLECTING_ROLES)
    may_for(caller, COLLECTING_ROLES, unit_id)
    unit = Unit.objects.get(pk=unit_id)
    now = timezone.now()
    reading, is_new = take_in(chunks, kind=kind, name=name, unit=unit, encoding=encoding, by=caller.user, at=now)
    return Status(201 if is_new else 200, source_of(reading.source_id, caller))


def _visible(known: Known) -> QuerySet[Source]:
    rows = Source.objects.visible_to(known.viewer).select_related("received_by", "entry", "reading")
    return rows if known.position is None else rows.filter(entry_id__lte=known.position)


def shown_sources(rows: Sequence[Source], known: Known) -> list[SourceOut]:
    return [
        SourceOut(
            id=row.pk,
            kind=SourceKind(row.kind),
            name=row.name,
            sha256=row.sha256,
            size=row.size,
            unit=known.unit(row.unit_id),
            received_by=PersonRef(id=row.received_by_id, name=row.received_by.name),
            received_at=row.entry.recorded_at,
            position=row.entry_id,
            reading=_reading_state(row),
        )
        for row in rows
    ]


def _reading_state(row: Source) -> ReadingStateOut | None:
    reading: Reading | None = getattr(row, "reading", None)
    if reading is None:
        return None
    return ReadingStateOut(
        state=ReadingState(reading.state),
        done_share=reading.done_share,
        encoding=reading.encoding,
        damaged=reading.damaged,
    )
