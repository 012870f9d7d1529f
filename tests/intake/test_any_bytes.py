"""Whatever the bytes and whatever the name: a document or a refusal with words, never anything else."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from diaodu.intake import formats, words
from diaodu.intake.reading import read_document, read_here
from diaodu.intake.values import Document, Refusal

SAMPLES = [path.read_bytes() for path in sorted(Path(formats.__file__).parent.glob("*/sample.*"))]
SUFFIXES = [suffix for format in formats.FORMATS for suffix in format.suffixes] + ["", ".doc", ".exe"]
HEADS = st.sampled_from(
    [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"From: a\nTo: b\nSubject: ", b"\xff\xfe", b"\xef\xbb\xbf"]
)


@st.composite
def damaged_samples(draw: st.DrawFn) -> bytes:
    """A good file with a stretch cut out and another put in its place."""
    sample = draw(st.sampled_from(SAMPLES))
    start = draw(st.integers(0, len(sample)))
    end = draw(st.integers(start, min(len(sample), start + 400)))
    return sample[:start] + draw(st.binary(max_size=40)) + sample[end:]


def outcome(data: bytes, suffix: str) -> Document | Refusal:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "received"
        path.write_bytes(data)
        try:
            return read_document(path, name=f"稿件{suffix}", read_hostile=read_here)
        except Refusal as refusal:
            return refusal


def assert_is_an_answer(answer: Document | Refusal) -> None:
    if isinstance(answer, Refusal):
        assert answer.code in words.REFUSALS
    else:
        assert answer.text.strip()
        assert "\0" not in answer.text.encode().decode()
        assert {note.code for note in answer.notes} <= set(words.NOTES)


@settings(max_examples=300, deadline=None)
@given(HEADS, st.binary(max_size=300), st.sampled_from(SUFFIXES))
def test_any_bytes_get_an_answer(head: bytes, data: bytes, suffix: str) -> None:
    assert_is_an_answer(outcome(head + data, suffix))


@settings(max_examples=200, deadline=None)
@given(damaged_samples(), st.sampled_from(SUFFIXES))
def test_damaged_files_get_an_answer(data: bytes, suffix: str) -> None:
    assert_is_an_answer(outcome(data, suffix))
