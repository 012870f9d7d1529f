"""The drawing of one node on the line of time. The dates stand in words beside it, so it is silent to a reader."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from diaodu.web.projects.nodes import NodeRow, TimeLine

register = template.Library()

HEIGHT, MIDDLE = 26, 13
DIAMOND = "M0 -5 L5 0 L0 5 L-5 0 Z"
TRIANGLE = "M-5 -4 L5 -4 L0 5 Z"


@register.simple_tag
def time_line(line: TimeLine, row: NodeRow) -> SafeString:
    """Bar to the planned day, late stretch, former days as ghosts, forecast, the day it was done, today."""
    return format_html(
        '<svg class="project-line-of-time" width="100%" height="{}" aria-hidden="true">{}{}{}</svg>',
        HEIGHT,
        _grid(line, row),
        _bars(line, row),
        _marks(line, row),
    )


def _grid(line: TimeLine, row: NodeRow) -> SafeString:
    months = format_html_join(
        "", '<line class="month" x1="{0}" x2="{0}" y1="0" y2="26"/>', ((at,) for at, _ in line.ticks)
    )
    return months + format_html('<line class="today" x1="{0}" x2="{0}" y1="0" y2="26"/>', line.at(row.today))


def _bars(line: TimeLine, row: NodeRow) -> SafeString:
    planned, begins = row.node.planned_on, row.begins_on
    bars = SafeString("")
    if planned and begins and begins < planned:
        bars += _bar("bar", line.at(begins), line.width(begins, planned))
    if planned and row.days_late:
        bars += _bar("late", line.at(planned), line.width(planned, row.node.actual_on or row.today))
    return bars


def _bar(look: str, at: str, width: str) -> SafeString:
    return format_html('<rect class="{}" x="{}" y="9" width="{}" height="8"/>', look, at, width)


def _marks(line: TimeLine, row: NodeRow) -> SafeString:
    node = row.node
    marks = [("former", DIAMOND, day) for day in row.former]
    marks += [("planned", DIAMOND, node.planned_on)] if node.planned_on else []
    marks += [("forecast", TRIANGLE, node.forecast_on)] if node.forecast_on and not node.actual_on else []
    drawn = format_html_join(
        "",
        '<svg x="{}" y="{}" overflow="visible"><path class="{}" d="{}"/></svg>',
        ((line.at(day), MIDDLE, look, shape) for look, shape, day in marks),
    )
    if node.actual_on:
        drawn += format_html('<circle class="actual" cx="{}" cy="{}" r="4.5"/>', line.at(node.actual_on), MIDDLE)
    return drawn
