"""What a web page adds around an article: images, table borders, disclaimers, and the article a second time."""

import re
from collections.abc import Iterator

from diaodu.text.restoring.alignment import Change

BORDER = re.compile(r"[\s|]*(?:!\[[^\]\n]*\]\([^)\n]*\)[\s|]*)*")
DISCLAIMER = re.compile(r"[免責责聲声明]{4}.*\|")
LINE_END = re.compile(r"[ \t]+\|[ \t|]*$")
LONG_LINE = 15  # characters; shorter lines may well stand twice in an honest page
CONFIDENCE_OF_BORDER, CONFIDENCE_OF_REPEAT = 0.98, 0.97


def is_border(line: str) -> bool:
    return ("|" in line and BORDER.fullmatch(line) is not None) or line.strip() == "![]()"


def furniture(text: str) -> Iterator[Change]:
    """The stretches to take out, in order. A line goes with its line break, the last one with the break before it."""
    seen: set[str] = set()
    place, in_repeat = 0, False
    kept_until = 0
    removed: list[tuple[int, int, str, float]] = []
    for line in text.split("\n"):
        end = place + len(line)
        bare = line.strip()
        known = bare in seen
        in_repeat = bool(bare) and known and (in_repeat or len(bare) >= LONG_LINE)
        if is_border(line) or DISCLAIMER.search(line):
            removed.append((place, end, "furniture", CONFIDENCE_OF_BORDER))
        elif in_repeat:
            removed.append((place, end, "repeat", CONFIDENCE_OF_REPEAT))
        else:
            kept_until = end
            if tail := LINE_END.search(line):
                removed.append((place + tail.start(), end, "", CONFIDENCE_OF_BORDER))
        seen.add(bare)
        place = end + 1
    yield from with_line_breaks(removed, kept_until, len(text))


def with_line_breaks(removed: list[tuple[int, int, str, float]], kept_until: int, length: int) -> Iterator[Change]:
    for start, end, why, confidence in removed:
        if not why:
            yield Change(start, end, "", "furniture", confidence)
        elif start > kept_until:
            if start - 1 < length:
                yield Change(start - 1, end, "", why, confidence)
        elif end < length:
            yield Change(start, end + 1, "", why, confidence)
        else:
            yield Change(start, end, "", why, confidence)
