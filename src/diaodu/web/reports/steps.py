"""The steps of a report, each a form that posts: typing, submitting, returning, approving, accepting, correcting."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from diaodu.accounts.known import Known
from diaodu.assessment.actions import hand_in
from diaodu.assessment.entries import Objected
from diaodu.facts.actions import Locked
from diaodu.facts.models import FigureKind
from diaodu.facts.reporting import Submission
from diaodu.facts.submitting import (
    CellReason,
    Incomplete,
    WrongState,
    accept,
    accept_all,
    approve,
    return_submission,
)
from diaodu.lib.htmx import render_page
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.records.known import known_to
from diaodu.web.reports.clean import clean_ones
from diaodu.web.reports.entry import Said, Typed, save_cell, save_form
from diaodu.web.reports.listing import waiting_for
from diaodu.web.reports.page import ReportPage, ShownCell
from diaodu.web.reports.permissions import can_fill_in, can_report, can_review
from diaodu.web.reports.sheet import Sheet, SheetCell


def own_submission(request: ViewerRequest, pk: int) -> Submission:
    """The report, if this person may fill it in now."""
    rows = Submission.objects.visible_to(request.viewer).select_related("task", "unit")
    submission = get_object_or_404(rows, pk=pk)
    if not can_fill_in(request.viewer, submission):
        raise PermissionDenied
    return submission


def asked_cell(sheet: Sheet, subject: int, measure: int) -> SheetCell:
    """The cell, if the report asks for it."""
    for row in sheet.rows_of([subject] if subject in sheet.subjects else []):
        for cell in row.cells:
            if cell.column.measure_id == measure:
                return cell
    raise PermissionDenied


@allowed(can_report)
def type_cell(request: ViewerRequest, pk: int, subject: int, measure: int) -> HttpResponse:
    """One cell as it is typed: POST keeps it and says so; GET gives the whole cell anew."""
    submission = own_submission(request, pk)
    cell = asked_cell(Sheet(submission, known_to(request)), subject, measure)
    said = Said()
    if request.method == "POST":
        said = save_cell(submission, cell, Typed.of(request.POST, cell.key), by=request.user, at=now())
    shown = ReportPage(submission, known_to(request))
    row = {after.key: ShownCell(after, Said()) for after in shown.sheet.rows_of([subject])[0].cells}
    row[cell.key] = ShownCell(row[cell.key].cell, said)
    others = [other for key, other in row.items() if key != cell.key and not other.cell.is_locked]
    template = "reports/parts/typed.html" if request.method == "POST" else "reports/parts/cell.html"
    status = 422 if said.error else 200
    return render(request, template, {"shown": shown, "one": row[cell.key], "others": others}, status=status)


@require_POST
@allowed(can_report)
def save(request: ViewerRequest, pk: int) -> HttpResponse:
    """The whole form: kept, and submitted if that is asked for."""
    submission = own_submission(request, pk)
    said = save_form(Sheet(submission, known_to(request)), request.POST.dict(), by=request.user, at=now())
    if said:
        messages.error(request, _("Some values could not be kept: see the marked cells."))
        return _again(request, submission, said=said)
    if "submit" not in request.POST:
        messages.success(request, _("The draft is kept. Nobody else sees it until you submit."))
        return _back(pk)
    try:
        hand_in(submission, by=request.user, at=now())
    except Objected as objected:
        messages.error(request, questioned(len(objected.found)))
        return _again(request, submission)
    except (Incomplete, WrongState) as refusal:
        messages.error(request, str(refusal))
        return _again(request, submission)
    except Locked:
        messages.error(request, _("A value has been accepted in another report: correct it there, with a reason."))
        return _again(request, submission)
    messages.success(request, _("Submitted. It is now with those who review it."))
    return _back(pk)


@require_POST
@allowed(can_review)
def review(request: ViewerRequest, pk: int) -> HttpResponse:
    """One of a reviewer's steps, as the button says."""
    rows = Submission.objects.visible_to(request.viewer).select_related("task", "unit")
    submission = get_object_or_404(rows, pk=pk)
    shown = ReportPage(submission, known_to(request))
    step = next((name for name in ("approve", "accept", "return") if name in request.POST), "")
    may = {"approve": shown.may_approve, "accept": shown.may_accept, "return": shown.may_return}
    if not may.get(step):
        raise PermissionDenied
    try:
        if step == "return":
            return _give_back(request, submission, shown)
        (approve if step == "approve" else accept)(submission, by=request.user, at=now())
    except WrongState as refusal:
        messages.error(request, str(refusal))
        return _back(pk)
    said = {"approve": _("Approved. It is now with the dispatch office."), "accept": _("Accepted and locked.")}
    messages.success(request, said[step])
    return _back(pk)


@require_POST
@allowed(can_review)
def accept_clean(request: ViewerRequest) -> HttpResponse:
    """Take over, at one go, what waits for this person and raises no question."""
    known = Known(request.viewer, None, request.today)
    waiting = waiting_for(Submission.objects.visible_to(request.viewer), known)
    clean = clean_ones(list(waiting.select_related("task", "unit")), known)
    accept_all(clean, by=request.user, at=now())
    said = ngettext("%(n)s report accepted.", "%(n)s reports accepted.", len(clean)) % {"n": len(clean)}
    messages.success(request, said)
    return HttpResponseRedirect(reverse("reports:list"), status=303)


def questioned(count: int) -> str:
    """How many values checks object to, and what to do."""
    return ngettext(
        "%(n)s value is questioned: mend it, or say at its cell why it is so.",
        "%(n)s values are questioned: mend them, or say at their cells why they are so.",
        count,
    ) % {"n": count}


def _give_back(request: ViewerRequest, submission: Submission, shown: ReportPage) -> HttpResponse:
    reasons = [
        CellReason(cell.subject_id, cell.column.measure_id, FigureKind.DISPATCH, words)
        for row in shown.sheet.rows
        for cell in row.cells
        if (words := request.POST.get(f"reason-{cell.key}", "").strip()[:500])
    ]
    if not reasons:
        messages.error(request, _("Say at the cells what is wrong, then return the report."))
        return _again(request, submission)
    return_submission(submission, reasons, by=request.user, at=now())
    messages.success(request, _("Returned. The unit sees your reasons at the cells."))
    return _back(submission.pk)


def _again(request: ViewerRequest, submission: Submission, *, said: dict[str, Said] | None = None) -> HttpResponse:
    shown = ReportPage(submission, known_to(request), request.GET.get("page"), said or {})
    return render_page(request, "reports/report.html", {"shown": shown, "page": shown.stretch}, status=422)


def _back(pk: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("reports:report", args=[pk]), status=303)
