"""Indicators: the catalogue, and what a figure or a light is made of."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from diaodu.accounts.known import Known
from diaodu.assessment.judging import choosable
from diaodu.assessment.known import known_finding, period_at_hand
from diaodu.assessment.models import Finding, FindingKind
from diaodu.engine.catalogue import BY_CODE, CATALOGUE
from diaodu.engine.periods import Cadence, NotAPeriod, Period
from diaodu.engine.schemes import light_schemes
from diaodu.lib.htmx import render_page
from diaodu.lib.readonly import readonly
from diaodu.projects.models import Project
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.indicators.catalogue import ShownIndicator, ShownScheme, own_finding
from diaodu.web.indicators.light_trail import LightTrail
from diaodu.web.indicators.permissions import can_see_indicators
from diaodu.web.indicators.shown import in_language
from diaodu.web.indicators.trail import Trail
from diaodu.web.records.known import known_to

ONLY = (Cadence.MONTH, Cadence.QUARTER, Cadence.HALF, Cadence.YEAR)


@readonly
@allowed(can_see_indicators)
def catalogue(request: ViewerRequest) -> HttpResponse:
    """Every indicator with its definition and its value of the day, and every light scheme with its levels."""
    known = Known(request.viewer, None, request.today)
    period = period_at_hand(known)
    finding = own_finding(known, period)
    context = {
        "period": in_language(period.label),
        "finding": finding,
        "owner": "" if finding is None else _owner(finding, known),
        "indicators": [ShownIndicator(indicator) for indicator in CATALOGUE],
        "schemes": [ShownScheme(scheme, scheme.code in choosable()) for scheme in light_schemes().values()],
    }
    return render_page(request, "indicators/catalogue.html", context)


def _owner(finding: Finding, known: Known) -> str:
    return "" if finding.kind == FindingKind.WHOLE else known.tree.name(finding.owner_id)


@readonly
@allowed(can_see_indicators)
def figure(request: ViewerRequest, period: str, kind: str, owner: int, code: str) -> HttpResponse:
    """The trail of one figure: value, rule and arithmetic, facts, places, people."""
    if kind not in FindingKind.values or code not in BY_CODE:
        raise Http404
    known, over = known_to(request), _period(period)
    if kind == FindingKind.PROJECT:
        get_object_or_404(known.visible(Project), id=owner)
    found = known_finding(known, FindingKind(kind), owner, over)
    if found is None:
        raise Http404
    context = {"trail": Trail(BY_CODE[code], over, known, found)}
    return render_page(request, "indicators/figure.html", context, parts=("sheet-body",))


@readonly
@allowed(can_see_indicators)
def light(request: ViewerRequest, period: str, project: int, scheme: str) -> HttpResponse:
    """Why a project has its light: the reason, the values it was judged by, the rule as published."""
    known, over = known_to(request), _period(period)
    row = get_object_or_404(known.visible(Project), id=project)
    found = known_finding(known, FindingKind.PROJECT, project, over)
    lights = [] if found is None else [one for one in found.lights if one.scheme == scheme]
    if found is None or not lights:
        raise Http404
    context = {"trail": LightTrail(row, over, lights[0], found)}
    return render_page(request, "indicators/light.html", context, parts=("sheet-body",))


def _period(code: str) -> Period:
    try:
        period = Period.parse(code)
    except NotAPeriod as wrong:
        raise Http404 from wrong
    if period.cadence not in ONLY:
        raise Http404
    return period
