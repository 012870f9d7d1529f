"""Reports: the list of what is owed, one report, and completeness by unit."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.timezone import now

from diaodu.facts.reporting import Submission
from diaodu.lib.htmx import render_page
from diaodu.lib.paging import page_of
from diaodu.lib.readonly import readonly
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.asof import PARAMETER
from diaodu.web.records.known import known_to
from diaodu.web.reports.completeness import Completeness
from diaodu.web.reports.listing import ReportFilter, in_state, report_rows, waiting_for
from diaodu.web.reports.page import ReportPage
from diaodu.web.reports.permissions import can_report, can_review, can_see_reports


@readonly
@allowed(can_see_reports)
def report_list(request: ViewerRequest) -> HttpResponse:
    """The reports that this person may see, what is owed first."""
    known = known_to(request)
    everything = known.visible(Submission)
    form = ReportFilter(request.GET, known=known, rows=everything)
    moment = request.as_of.moment if request.as_of else now()
    narrowed = form.narrowed(everything, now=moment)
    page = page_of(narrowed.order_by("-due_at", "unit_id", "id"), request)
    reviews = can_review(request.viewer)
    waiting = waiting_for(everything, known) if reviews else everything.none()
    context = {
        "form": form,
        "page": page,
        "rows": report_rows(known, page, today=known.day),
        "counts": {state: in_state(everything, state, known, now=moment).count() for state in ("owed", "overdue")},
        "waiting": waiting.count(),
        "reports": can_report(request.viewer),
        "reviews": reviews,
        "may_accept_clean": reviews and request.as_of is None,
    }
    return render_page(request, "reports/list.html", context, parts=("rows",))


@readonly
@allowed(can_see_reports)
def report(request: ViewerRequest, pk: int) -> HttpResponse:
    """One report: a form for who fills it in, a sheet with reasons for who reviews it, words for who reads."""
    known = known_to(request)
    submission = get_object_or_404(known.visible(Submission).select_related("task"), id=pk)
    shown = ReportPage(submission, known, page=request.GET.get("page"))
    return render_page(request, "reports/report.html", {"shown": shown, "page": shown.stretch})


@readonly
@allowed(can_see_reports)
def completeness(request: ViewerRequest) -> HttpResponse:
    """Who was asked for how much, what came when, and who owes what."""
    known = known_to(request)
    everything = known.visible(Submission).filter(task__isnull=False)
    form = ReportFilter(request.GET, known=known, rows=everything)
    moment = request.as_of.moment if request.as_of else now()
    latest = everything.order_by("-due_at").values_list("period", flat=True).first()
    if not request.GET.keys() - {PARAMETER} and latest:
        form = ReportFilter(QueryDict(f"period={latest}"), known=known, rows=everything)
    asked = {name: value for name, value in form.chosen.items() if name in ("task", "period")}
    if request.as_of:
        asked[PARAMETER] = request.as_of.day.isoformat()
    found = Completeness(known, form.narrowed(everything, now=moment), moment, asked)
    context = {"form": form, "units": found.units}
    return render_page(request, "reports/completeness.html", context, parts=("rows",))
