"""Tags that show a value with the way to its evidence."""

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from diaodu.web.records.evidence import Cited, Evidence
from diaodu.web.templatetags.shell import icon, keep_as_of

register = template.Library()


def origin(evidence: Evidence) -> str:
    """Where a value comes from, in a line."""
    if evidence.typed_by:
        return _("typed by %(person)s") % {"person": evidence.typed_by}
    if evidence.replaced:
        return _("corrected by hand; the text says “%(words)s”") % {"words": evidence.words}
    return _("from “%(words)s”") % {"words": evidence.words}


@register.simple_tag(takes_context=True)
def cited(context: Context, value: Cited) -> str | SafeString:
    """The value; underlined with dots where it leads to its sentence, which opens in the side sheet."""
    if value.evidence is None:
        return value.words
    if not value.evidence.href:
        return format_html('<span title="{}">{}</span>', origin(value.evidence), value.words)
    href = keep_as_of(context, value.evidence.href)
    return format_html(
        '<a class="dd-evidence" href="{}" hx-get="{}" hx-target="#sheet-body" title="{}">{}</a>',
        href,
        href,
        origin(value.evidence),
        value.words,
    )


@register.simple_tag(takes_context=True)
def evidence_mark(context: Context, value: Cited) -> str | SafeString:
    """The way to the sentence beside a value that itself leads elsewhere, such as a name in a list."""
    if value.evidence is None or not value.evidence.href:
        return ""
    href = keep_as_of(context, value.evidence.href)
    return format_html(
        '<a class="records-mark" href="{}" hx-get="{}" hx-target="#sheet-body" title="{}">{}'
        '<span class="dd-hidden">{}</span></a>',
        href,
        href,
        origin(value.evidence),
        icon("quote"),
        _("Where “%(value)s” stands") % {"value": value.words},
    )
