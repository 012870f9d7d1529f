"""The mark of a light: a shape with its word, never colour alone; and the figure that opens its trail."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from diaodu.assessment.known import known_finding, period_at_hand
from diaodu.assessment.models import TOGETHER, Finding, FindingKind, LightFinding
from diaodu.engine.catalogue import BY_CODE
from diaodu.projects.models import Project
from diaodu.web.indicators.shown import in_language, shown_figure
from diaodu.web.records.known import known_to
from diaodu.web.templatetags.shell import keep_as_of

register = template.Library()

# What a project's page shows of its figures.
OF_PROJECT = (
    "investment_progress",
    "lead_over_plan",
    "total_progress",
    "funds_in_place",
    "nodes_on_time",
    "nodes_overdue",
)


@register.simple_tag
def light_mark(token: str, words: str) -> SafeString:
    """● ▲ ■ ◆ ○ and the word: for a level, wherever it comes from."""
    return format_html('<span class="dd-light dd-light-{}">{}</span>', token, words)


@register.simple_tag(takes_context=True)
def light(context: Context, found: LightFinding) -> SafeString:
    """A project's light, which opens its reason in the side sheet."""
    href = keep_as_of(context, reverse("indicators:light", args=[found.period, found.project_id, found.scheme]))
    mark = light_mark(found.token, found.words)
    return _opening(href, mark, found.reason)


@register.simple_tag(takes_context=True)
def figure(context: Context, finding: Finding | None, code: str) -> SafeString | str:
    """A figure of a finding, which opens its trail; “not reported” opens it too."""
    if finding is None:
        return _not_reported()
    indicator = BY_CODE[code]
    href = keep_as_of(
        context, reverse("indicators:figure", args=[finding.period, finding.kind, finding.owner_id, code])
    )
    words: Any = shown_figure(indicator, finding.figure(code)) or _not_reported()
    return _opening(href, words, in_language(indicator.rule))


@register.inclusion_tag("indicators/parts/project.html", takes_context=True)
def project_findings(context: Context, project: Project) -> dict[str, Any]:
    """The band of a project's page: its light with the reason in a sentence, and the figures it is judged by."""
    known = known_to(context["request"])
    period = period_at_hand(known)
    found = known_finding(known, FindingKind.PROJECT, project.pk, period)
    lights = [] if found is None else found.lights
    return {
        "request": context["request"],
        "as_of": context.get("as_of"),
        "period": in_language(period.label),
        "finding": None if found is None else found.finding,
        "worst": next((one for one in lights if one.scheme == TOGETHER), None),
        "figures": [
            (code, in_language(BY_CODE[code].label), in_language(BY_CODE[code].unit.label)) for code in OF_PROJECT
        ],
    }


def _not_reported() -> SafeString:
    return format_html('<span class="dd-missing">{}</span>', _("not reported"))


def _opening(href: str, inside: Any, title: str) -> SafeString:
    return format_html(
        '<a class="dd-evidence" href="{}" hx-get="{}" hx-target="#sheet-body" title="{}">{}</a>',
        href,
        href,
        title,
        inside,
    )
