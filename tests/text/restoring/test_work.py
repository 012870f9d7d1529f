"""The work grows with the length of the text, never faster: counted in lattice steps and signs, not in seconds."""

import pytest

from diaodu.text.restoring import restore, restoring, shifts

HOSTILE = {
    "brackets": "(",
    "question marks": "?",
    "cuts": "?;ひ",
    "breaks": "炭?jì)浠",
    "readings": "動(dòng)",
    "marks": "。！；",
    "strange characters": "。嵋橛勺",
    "borders": "![]() |\n",
    "open images": "![",
    "blanks before a border": " ",
}


def steps(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    counted = 0
    pruned = shifts.pruned

    def counting(ways, most):
        nonlocal counted
        counted += 1 + len(ways)
        return pruned(ways, most)

    monkeypatch.setattr(shifts, "pruned", counting)
    restoring.lattice.cache_clear()
    restore("推動(dòng)實(shí)訓" + text)
    monkeypatch.undo()
    return counted


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_twice_the_text_is_at_most_about_twice_the_work(piece, monkeypatch):
    once, twice = steps(piece * 40, monkeypatch), steps(piece * 80, monkeypatch)
    assert twice <= 2.5 * once + 5000


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_a_long_text_of_it_is_read(piece):
    text = piece * (6_000 // len(piece.encode()))
    assert restore(text).original == text
