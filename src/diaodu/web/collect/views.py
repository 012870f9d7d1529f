"""Collect: what came in, one text with its drafts, and the decisions about them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from diaodu.accounts.models import Unit
from diaodu.facts.blobs import open_bytes
from diaodu.facts.models import Source, Subject
from diaodu.intake.actions import (
    DecisionRefused,
    confirm_all,
    confirm_draft,
    read_again,
    reject_draft,
    take_in,
    undo_decision,
)
from diaodu.intake.ledger.actions import take_in_ledger
from diaodu.intake.models import Draft, Reading
from diaodu.intake.values import Refusal
from diaodu.lib.htmx import render_page
from diaodu.lib.paging import page_of
from diaodu.lib.readonly import readonly
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.asof import PARAMETER
from diaodu.web.collect.draft_forms import form_of
from diaodu.web.collect.forms import ReadAgainForm, TakeInForm
from diaodu.web.collect.inbox_page import left_to_confirm, received_readings, received_rows, words_of_refusal
from diaodu.web.collect.passage_page import PassagePage
from diaodu.web.collect.predicates import can_collect, can_decide_on, can_see_sources
from diaodu.web.collect.session import decided_here, forget_decided, refuse_earlier, remember_decided
from diaodu.web.collect.source_page import SourcePage


@readonly
@allowed(can_see_sources)
def inbox(request: ViewerRequest) -> HttpResponse:
    """What has come in, and the form that takes in more."""
    return _inbox_page(request, TakeInForm(viewer=request.viewer))


@require_POST
@allowed(can_collect)
def take_in_source(request: ViewerRequest) -> HttpResponse:
    form = TakeInForm(request.POST, request.FILES, viewer=request.viewer)
    if not form.is_valid():
        return _inbox_page(request, form, status=422)
    unit = Unit.objects.get(pk=form.cleaned_data["unit"])
    if form.is_ledger:
        file = form.cleaned_data["file"]
        chosen = take_in_ledger(file.chunks(), name=file.name, unit=unit, by=request.user, at=now())
        return _see(reverse("imports:import", args=[chosen.pk]))
    try:
        reading, is_new = take_in(**form.received, unit=unit, by=request.user, at=now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _inbox_page(request, form, status=422)
    if not is_new:
        messages.info(request, _known_words(reading))
    return _see(reverse("collect:source", args=[reading.source_id]))


def _known_words(reading: Reading) -> str:
    source = Source.objects.select_related("entry", "received_by").get(pk=reading.source_id)
    values = {"day": localtime(source.entry.recorded_at).strftime("%Y-%m-%d %H:%M"), "person": source.received_by}
    return _("This text was here already: %(person)s took it in at %(day)s. Nothing was changed.") % values


def _inbox_page(request: ViewerRequest, form: TakeInForm, *, status: int = 200) -> HttpResponse:
    position = request.as_of.position if request.as_of else None
    page = page_of(received_readings(request.viewer, position), request)
    drafts_left, texts_left = left_to_confirm(request.viewer)
    context = {
        "form": form if can_collect(request.viewer) and not request.as_of else None,
        "page": page,
        "rows": list(received_rows(page, request.viewer, position)),
        "drafts_left": drafts_left,
        "texts_left": texts_left,
    }
    return render_page(request, "collect/inbox.html", context, parts=("received",), status=status)


@readonly
@allowed(can_see_sources)
def source(request: ViewerRequest, pk: int) -> HttpResponse:
    """One text and its drafts: the whole job on one page."""
    chosen = _number(request.GET.get("draft"))
    return _source_page(request, _reading(request, pk), at=_number(request.GET.get("at")), chosen=chosen)


@require_POST
@allowed(can_collect)
def confirm(request: ViewerRequest, pk: int) -> HttpResponse:
    draft = _draft_to_decide(request, pk)
    form = form_of(draft, request.POST)
    if not form.is_valid():
        return _source_page(request, draft.reading, typed={pk: request.POST}, status=422)

    def decide() -> None:
        match = _matched(form.cleaned_data["match"])
        confirm_draft(draft, corrections=form.corrections(), match=match, viewer=request.viewer, at=now())

        remember_decided(request, [draft])

    return _decided(request, draft, decide)


@require_POST
@allowed(can_collect)
def reject(request: ViewerRequest, pk: int) -> HttpResponse:
    draft = _draft_to_decide(request, pk)
    reason = request.POST.get("reason") or request.POST.get("other_reason", "")

    def decide() -> None:
        reject_draft(draft, reason=reason, by=request.user, at=now())
        remember_decided(request, [draft])

    return _decided(request, draft, decide)


@require_POST
@allowed(can_collect)
def undo(request: ViewerRequest, pk: int) -> HttpResponse:
    """Open again what was decided in this session."""
    draft = _draft_to_decide(request, pk)

    def decide() -> None:
        refuse_earlier(request, draft)
        undo_decision(draft, by=request.user, at=now())
        forget_decided(request, draft)

    return _decided(request, draft, decide)


@require_POST
@allowed(can_collect)
def confirm_all_drafts(request: ViewerRequest, pk: int) -> HttpResponse:
    reading = _reading_to_decide(request, pk)
    outcome = confirm_all(reading, viewer=request.viewer, at=now())
    remember_decided(request, outcome.confirmed)
    if outcome.left:
        refused = {draft.pk: str(refusal) for draft, refusal in outcome.left}
        return _source_page(request, reading, refused=refused, status=409)
    return _shown_again(request, reading)


@require_POST
@allowed(can_collect)
def read_source_again(request: ViewerRequest, pk: int) -> HttpResponse:
    """The same bytes in another encoding, as long as nothing has been decided."""
    reading = _reading_to_decide(request, pk)
    form = ReadAgainForm(request.POST)
    if not form.is_valid():
        return _source_page(request, reading, trouble=_("Choose an encoding from the list."), status=422)
    try:
        read_again(reading, encoding=form.cleaned_data["encoding"], by=request.user, at=now())
    except DecisionRefused as refusal:
        return _source_page(request, reading, trouble=str(refusal), status=409)
    return _see(reverse("collect:source", args=[pk]))


@readonly
@allowed(can_see_sources)
def passage(request: ViewerRequest, pk: int) -> HttpResponse:
    """One sentence in its context: where every name and date of a record leads."""
    start, end = _number(request.GET.get("start")), _number(request.GET.get("end"))
    position = request.as_of.position if request.as_of else None
    page = PassagePage(_reading(request, pk), start or 0, end or 0, position)
    if start is None or not page.is_there:
        raise Http404
    return render_page(request, "collect/passage.html", {"passage": page}, parts=("sheet-body",))


@readonly
@allowed(can_see_sources)
def received_bytes(request: ViewerRequest, pk: int) -> HttpResponseBase:
    """The source as it came, to keep and never to run."""
    received = get_object_or_404(Source.objects.visible_to(request.viewer), pk=pk, **_come_by(request))
    file = open_bytes(received.sha256, name=received.name)
    response = FileResponse(file, as_attachment=True, filename=received.name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _reading(request: ViewerRequest, pk: int) -> Reading:
    readings = Reading.objects.visible_to(request.viewer).defer("restored")
    readings = readings.select_related("source__entry", "source__received_by")
    return get_object_or_404(readings, source_id=pk, **_come_by(request, "source__"))


def _come_by(request: ViewerRequest, source: str = "") -> dict[str, int]:
    """In the past, only what had come by then."""
    return {f"{source}entry_id__lte": request.as_of.position} if request.as_of else {}


def _reading_to_decide(request: ViewerRequest, pk: int) -> Reading:
    reading = _reading(request, pk)
    if not can_decide_on(request.viewer, reading.source):
        raise PermissionDenied
    return reading


def _draft_to_decide(request: ViewerRequest, pk: int) -> Draft:
    draft = get_object_or_404(Draft, pk=pk)
    draft.reading = _reading_to_decide(request, draft.reading.source_id)
    return draft


def _matched(subject_id: int | None) -> Subject | None:
    if subject_id is None:
        return None
    found = Subject.objects.filter(pk=subject_id).first()
    if found is None:
        raise DecisionRefused("no-such-record")
    return found


def _decided(request: ViewerRequest, draft: Draft, decide: Callable[[], None]) -> HttpResponse:
    """Carries a decision out and shows what became of it; a refused one shows who was quicker, or what is missing."""
    try:
        decide()
    except DecisionRefused as refusal:
        refused, typed = {draft.pk: str(refusal)}, {draft.pk: request.POST}
        return _source_page(request, draft.reading, refused=refused, typed=typed, status=409)
    return _shown_again(request, draft.reading, draft)


def _shown_again(request: ViewerRequest, reading: Reading, decided: Draft | None = None) -> HttpResponse:
    """The page after a decision: its changed part for HTMX, the way back to it for everybody else."""
    if request.htmx:
        return _source_page(request, reading, at=_number(request.POST.get("at")))
    at = request.POST.get("at", "0")
    anchor = f"#draft-{decided.pk}" if decided else ""
    return _see(f"{reverse('collect:source', args=[reading.source_id])}?at={_number(at) or 0}{anchor}")


def _source_page(
    request: ViewerRequest,
    reading: Reading,
    *,
    at: int | None = None,
    status: int = 200,
    trouble: str = "",
    **shown: Any,
) -> HttpResponse:
    may_decide = can_collect(request.viewer) and can_decide_on(request.viewer, reading.source) and not request.as_of
    position = request.as_of.position if request.as_of else None
    at = _number(request.POST.get("at")) if at is None else at
    kept = {PARAMETER: request.as_of.day.isoformat()} if request.as_of else {}
    shown |= {"may_decide": may_decide, "position": position, "kept": kept, "decided_here": decided_here(request)}
    page = SourcePage(reading, request.viewer, at=at, **shown)
    context = {
        "source": reading.source,
        "reading": reading,
        "refusal": words_of_refusal(reading),
        "text": page,
        "read_again_form": ReadAgainForm(initial={"encoding": reading.encoding}) if page.may_read_again else None,
        "trouble": trouble,
        "unit_name": request.viewer.tree.name(reading.source.unit_id),
    }
    return render_page(request, "collect/source.html", context, parts=("work",), status=status)


def _number(words: str | None) -> int | None:
    """A whole number from an address or a form; None for anything else."""
    return int(words) if words and words.isdecimal() and len(words) < 10 else None


def _see(url: str) -> HttpResponse:
    return HttpResponseRedirect(url, status=303)
