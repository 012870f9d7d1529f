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


def _link(context: Context, evidence: Evidence, look: str, inside: str) -> SafeString:
    """A passage opens in the side sheet; what was typed leads to the history of its record."""
    href = keep_as_of(context, evidence.href)
    sheet = format_html(' hx-get="{}" hx-target="#sheet-body"', href) if evidence.is_passage else ""
    return format_html('<a class="{}" href="{}"{} title="{}">{}</a>', look, href, sheet, origin(evidence), inside)


@register.simple_tag(takes_context=True)
def cited(context: Context, value: Cited) -> str:
    """The value; underlined with dots where it leads to its sentence."""
    if value.evidence is None:
        return value.words
    if not value.evidence.href:
        return format_html('<span title="{}">{}</span>', origin(value.evidence), value.words)
    return _link(context, value.evidence, "dd-evidence", value.words)


@register.simple_tag(takes_context=True)
def evidence_mark(context: Context, value: Cited) -> str:
    """The way to the sentence beside a value that itself leads elsewhere, such as a name in a list."""
    if value.evidence is None or not value.evidence.href:
        return ""
    words = _("Where “%(value)s” stands") % {"value": value.words}
    inside = format_html('{}<span class="dd-hidden">{}</span>', icon("quote"), words)
    return _link(context, value.evidence, "records-mark", inside)
