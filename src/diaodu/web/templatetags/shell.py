"""Tags of the shell: icons, and links that stay in the past."""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from diaodu.demo.cast import CAST_OF_FOUR, PASSWORD
from diaodu.web.asof import PARAMETER

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of the sprite beside words that say the same."""
    return format_html(
        '<svg class="dd-icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("vendor/tabler-icons/icons.svg"),
        name,
    )


@register.simple_tag
def demo_names() -> str:
    """The user names of the demo world's cast of four."""
    return " · ".join(person.username for person in CAST_OF_FOUR)


@register.simple_tag
def demo_password() -> str:
    """The password that everybody in the demo world shares."""
    return PASSWORD


@register.simple_tag(takes_context=True)
def keep_as_of(context: Context, url: str) -> str:
    """The address, on the same past day as this page: `<a href="{% keep_as_of url %}">`."""
    as_of: Any = context.get("as_of")
    if as_of is None:
        return url
    scheme, host, path, query, fragment = urlsplit(url)
    words = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != PARAMETER]
    return urlunsplit((scheme, host, path, urlencode([*words, (PARAMETER, as_of.day.isoformat())]), fragment))


@register.simple_tag(takes_context=True)
def other_parameters(context: Context, left_out: str) -> list[tuple[str, str]]:
    """The parameters of this page's address without one: hidden fields of a form that sets it."""
    pairs: list[tuple[str, str]] = [
        (name, value) for name, values in context["request"].GET.lists() for value in values if name != left_out
    ]
    return pairs
