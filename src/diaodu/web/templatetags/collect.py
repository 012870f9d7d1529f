"""Tags of the collect pages: runs of a text. A page shows hundreds of them, which a loop in a template makes slow."""

from collections.abc import Iterable, Iterator

from django import template
from django.utils.html import escape, format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from diaodu.web.collect.columns import Grade, Piece, Run
from diaodu.web.collect.source_page import SourcePage

register = template.Library()


@register.simple_tag
def linked_runs(text: SourcePage, runs: Iterable[Run], *, anchors: bool) -> SafeString:
    """Runs of a source: the places of drafts lead to them; `anchors` lets links lead to a change."""
    return mark_safe("".join(_linked(text, run, anchors) for run in runs))  # noqa: S308  every part is escaped


@register.simple_tag
def cited_runs(runs: Iterable[Run]) -> SafeString:
    """Runs of a passage: what is cited is marked."""
    parts = ((run.drafts, _pieces(run.pieces, anchors=False)) for run in runs)
    return mark_safe("".join(format_html("<mark>{}</mark>", words) if cited else words for cited, words in parts))  # noqa: S308


def _linked(text: SourcePage, run: Run, anchors: bool) -> SafeString:
    words = _pieces(run.pieces, anchors=anchors)
    if not run.drafts:
        return words
    settled = "" if run.is_open else " collect-settled"
    lit = " collect-lit" if text.chosen in run.drafts else ""
    query = urlencode({**text.kept, "at": str(text.window.start), "draft": str(run.drafts[0])})
    return format_html(
        '<a class="collect-place{}{}" tabindex="-1" href="{}?{}#draft-{}" data-drafts="{}">{}</a>',
        settled,
        lit,
        text.address,
        query,
        run.drafts[0],
        " ".join(map(str, run.drafts)),
        words,
    )


def _pieces(pieces: Iterable[Piece], *, anchors: bool) -> SafeString:
    return mark_safe("".join(_piece(piece, anchors) for piece in pieces))  # noqa: S308


def _piece(piece: Piece, anchors: bool) -> str:
    if piece.change is None:
        return escape(piece.text)
    return format_html(
        '<span class="collect-edit collect-{}{}" title="{}"{}>{}</span>',
        piece.change.grade,
        "" if piece.text else " collect-taken",
        piece.change.words,
        mark_safe(" ".join(("", *_attributes(piece)))) if anchors else "",  # noqa: S308
        piece.text,
    )


def _attributes(piece: Piece) -> Iterator[str]:
    yield f'id="c{piece.start}"'
    if piece.change is not None and piece.change.grade is not Grade.SURE:
        yield 'tabindex="0"'
