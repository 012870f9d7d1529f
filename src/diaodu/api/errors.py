"""What a caller is told when a request is not answered: one schema for every 4xx."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from diaodu.api.invalid import first_fault
from diaodu.assessment.actions import DecidedAlready, NotADecision, NotChoosable, SamePerson
from diaodu.assessment.entries import Objected
from diaodu.facts.actions import Locked, Superseded, Unchanged
from diaodu.facts.blobs import BytesMissing
from diaodu.facts.submitting import Incomplete, WrongState
from diaodu.intake.decisions import DecisionRefused
from diaodu.intake.values import Refusal
from diaodu.intake.words import refusal_words
from diaodu.projects import refusals

Run = Callable[..., HttpResponseBase]


class ErrorOut(Schema):
    """Why a request was not answered."""

    code: str = Field(description="A stable name of what is wrong, for programs.")
    message: str = Field(description="What is wrong and what to do, in the language of Accept-Language.")
    where: str = Field(
        description="The part of the request that is wrong, such as query.unit; empty when it is no one part."
    )


class Refused(Exception):
    """A request that is not answered."""

    def __init__(self, status: int, code: str, message: str, where: str = "") -> None:
        super().__init__(status, code)
        self.status = status
        self.error = ErrorOut(code=code, message=message, where=where)


READ_REFUSALS = (401, 403, 404, 422)
VERB_REFUSALS = (400, 401, 403, 404, 409, 413, 415, 422)


def answers(body: Any, *, refusals: Sequence[int] = READ_REFUSALS, statuses: Sequence[int] = (200,)) -> dict[int, Any]:
    """The `response` of a route: what it answers, and every refusal it may give."""
    return dict.fromkeys(statuses, body) | dict.fromkeys(refusals, ErrorOut)


def not_found(where: str = "") -> Refused:
    return Refused(404, "not_found", _("There is no such record, or it is not yours to see."), where)


def wrong_kind_of_value(*, is_words: bool, where: str) -> Refused:
    message = _("This measure takes words, not a number.") if is_words else _("This measure takes a number, not words.")
    return Refused(422, "kind_of_value", message, where)


def decision_refused(decision: DecisionRefused) -> Refused:
    where = f"body.corrections.{decision.values['field']}" if "field" in decision.values else ""
    return Refused(409, decision.code, f"{decision.words.what} {decision.words.mend}", where)


def file_refused(refusal: Refusal) -> Refused:
    """What taking in refuses by itself is only the size; what the content is, its reading finds out."""
    words = refusal_words(refusal)
    return Refused(413, refusal.code, f"{words.what} {words.mend}", "body.file")


def _locked(locked: Locked) -> Refused:
    message = _("A value has been accepted: correct it, with a reason, instead of reporting it again.")
    return Refused(409, "locked", message)


def _objected(objected: Objected) -> Refused:
    """The words of every check that stands in the way."""
    language = get_language() or "en"
    said = " ".join(dict.fromkeys(one.objection.words.in_language(language) for one in objected.found))
    return Refused(409, "objected", said)


def answer_refused(request: HttpRequest, refused: Refused) -> JsonResponse:
    headers = {"WWW-Authenticate": 'Bearer realm="diaodu"'} if refused.status == 401 else {}
    return JsonResponse(refused.error.model_dump(), status=refused.status, headers=headers)


def takes(media_type: str, *, at_most: int) -> Callable[[Run], Run]:
    """Decorates a route with a body: another type is refused, and a body above this size before it is read."""

    def around(run: Run) -> Run:
        @wraps(run)
        def checked(request: HttpRequest, **values: Any) -> HttpResponseBase:
            length = request.META.get("CONTENT_LENGTH") or "0"
            if length.isdecimal() and int(length) > at_most:
                return answer_refused(request, _too_large())
            if request.content_type != media_type:
                return answer_refused(request, _wrong_type(media_type))
            return run(request, **values)

        return checked

    return around


def _too_large() -> Refused:
    return Refused(413, "too_large", _("The request is larger than is taken here: split it."), "body")


def _wrong_type(media_type: str) -> Refused:
    message = _("Send this as %(media_type)s.") % {"media_type": media_type}
    return Refused(415, "media_type", message, "header.Content-Type")


def _malformed() -> Refused:
    return Refused(400, "malformed", _("The body of the request cannot be read: it is damaged or incomplete."), "body")


def install(api: NinjaAPI) -> None:
    """Every exception that a caller can cause gets its words; any other is our mistake and crashes."""

    def on(exception: type[Exception], refused: Callable[[Any], Refused]) -> None:
        api.add_exception_handler(exception, lambda request, exc: answer_refused(request, refused(exc)))

    on(Refused, lambda exc: exc)
    on(DecisionRefused, decision_refused)
    on(Refusal, file_refused)
    on(refusals.Refused, lambda exc: Refused(422, "refused", exc.words, f"body.{exc.field}" if exc.field else ""))
    on(WrongState, lambda exc: Refused(409, "wrong_state", str(exc)))
    on(Incomplete, lambda exc: Refused(409, "incomplete", str(exc)))
    on(Objected, _objected)
    on(NotChoosable, lambda exc: Refused(422, "not_choosable", str(exc), "body"))
    on(NotADecision, lambda exc: Refused(422, "not_a_decision", str(exc), "body"))
    on(DecidedAlready, lambda exc: Refused(409, "decided", str(exc)))
    on(SamePerson, lambda exc: Refused(409, "same_person", str(exc)))
    on(Locked, _locked)
    on(Superseded, lambda exc: Refused(409, "superseded", _("This value has been corrected already.")))
    on(Unchanged, lambda exc: Refused(409, "unchanged", _("This value is the one that is known."), "body"))
    on(BytesMissing, lambda exc: Refused(404, "bytes_missing", str(exc)))
    on(Http404, lambda exc: not_found())
    on(AuthenticationError, lambda exc: Refused(401, "unauthenticated", _("Send a valid token, or sign in.")))
    on(ValidationError, lambda exc: Refused(422, "invalid", *first_fault(exc.errors)))
    on(HttpError, lambda exc: _malformed())
    for too_much in (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        on(too_much, lambda exc: _too_large())
    for broken in (MultiPartParserError, UnreadablePostError):
        on(broken, lambda exc: _malformed())
