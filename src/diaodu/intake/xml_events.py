"""The parts of a zipped Office file as a stream of elements, none of which can expand or fetch anything."""

from collections.abc import Iterator

from lxml import etree

from diaodu.intake.values import Refusal

_DOCTYPE = b"<!DOCTYPE"  # entities need one, and no Office program writes one


def events(pieces: Iterator[bytes], *, kind: str) -> Iterator[tuple[str, etree._Element]]:
    """Start and end of each element. No entity is expanded, nothing is fetched; elements are emptied once seen."""
    parser = etree.XMLPullParser(
        events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    for number, piece in enumerate(pieces):
        if number == 0 and _DOCTYPE in piece.replace(b"\0", b""):  # in UTF-16 as well
            raise Refusal("unsafe-xml")
        _feed(parser, piece, kind)
        for event, element in parser.read_events():
            yield event, element
            if event == "end":
                _forget(element)
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        raise Refusal("broken", kind=kind) from error


def _feed(parser: etree.XMLPullParser, piece: bytes, kind: str) -> None:
    try:
        parser.feed(piece)
    except etree.XMLSyntaxError as error:
        raise Refusal("broken", kind=kind) from error


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def local_name(element: etree._Element) -> str:
    """The name without its namespace: the strict form of the format differs from the usual one in nothing else."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str | None:
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), None)
