"""Hostile files are read in a process of their own that can neither stay, grow nor take ours along."""

import subprocess
import sys
from pathlib import Path

import pytest

from diaodu.intake import formats, wire
from diaodu.intake.isolation import read_in_child
from diaodu.intake.reading import read_document, read_here
from diaodu.intake.values import Document, Limits, Note, Refusal
from diaodu.text.span import Span

READERS = Path(formats.__file__).parent
SAMPLES = sorted(READERS.glob("*/sample.*"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_the_child_reads_as_we_would(sample: Path) -> None:
    there = read_document(sample, name=sample.name)
    assert there == read_document(sample, name=sample.name, read_hostile=read_here)


def test_every_format_has_its_sample() -> None:
    assert {path.parent.name for path in SAMPLES} == set(formats.BY_KIND)


@pytest.mark.parametrize(
    ("markup", "limits"),
    [
        (b"<table><tr><td>" * 1_000_000, Limits(seconds=1)),
        (b"<p>" + b"x" * 40_000_000, Limits(memory_bytes=100 * 1024**2)),
    ],
    ids=["time", "memory"],
)
def test_a_page_that_costs_too_much_is_refused(tmp_path: Path, markup: bytes, limits: Limits) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(markup)
    with pytest.raises(Refusal) as refused:
        read_in_child(page, "html", encoding=None, limits=limits)
    assert refused.value.code == "too-costly"


def test_a_crash_of_the_child_is_a_refusal_and_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Refusal) as refused:
        read_in_child(tmp_path / "gone.pdf", "pdf", encoding=None, limits=Limits())
    assert refused.value.code == "broken"
    assert "FileNotFoundError" in caplog.text


def test_the_clock_ends_a_child_that_sleeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sleeper = tmp_path / "python"
    sleeper.write_text("#!/bin/sh\nexec sleep 30\n")
    sleeper.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(sleeper))
    monkeypatch.setattr("diaodu.intake.isolation.START_UP_SECONDS", 0)
    with pytest.raises(Refusal) as refused:
        read_in_child(SAMPLES[0], "html", encoding=None, limits=Limits(seconds=1))
    assert refused.value.code == "too-costly"


def test_the_child_imports_no_django() -> None:
    program = (
        "import sys, diaodu.intake.child as c; [f.reader() for f in c.BY_KIND.values()]; print('django' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


@pytest.mark.parametrize(
    "outcome",
    [
        Document(
            "pdf", "甲\n乙", None, None, ("big5",), (Span(0, 1), Span(2, 3)), "题", (Note("images", {"count": 2}),)
        ),
        Refusal("too-many-pages", pages=9, most=3),
    ],
    ids=["document", "refusal"],
)
def test_what_goes_over_the_wire_comes_back(outcome: Document | Refusal) -> None:
    back = wire.unpacked(wire.packed(outcome))
    assert (back == outcome) if isinstance(outcome, Document) else (str(back) == str(outcome))
