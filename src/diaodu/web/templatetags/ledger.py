"""The head of a column by which a ledger can be sorted."""

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

DIRECTIONS = {"ascending": "▲", "descending": "▼"}


@register.simple_tag(takes_context=True)
def sort_head(context: Context, key: str, words: str, current: str, first: str = "ascending") -> SafeString:
    """A `th` whose link sorts by the column, and turns the order round when it already does."""
    asked = {"ascending": key, "descending": f"-{key}"}
    is_now = next((direction for direction, sort in asked.items() if sort == current), "")
    turned = {"ascending": "descending", "descending": "ascending"}.get(is_now, first)
    parameters = context["request"].GET.copy()
    parameters.pop("page", None)
    parameters["sort"] = asked[turned]
    return format_html(
        '<th scope="col" aria-sort="{}"><a class="records-sort" href="?{}">{}'
        '<span aria-hidden="true">{}</span></a></th>',
        is_now or "none",
        parameters.urlencode(),
        words,
        DIRECTIONS.get(is_now, ""),
    )
