"""Every verb of the journal has its words."""

import re
from pathlib import Path

from diaodu.web.records.verbs import VERBS, words_of

PACKAGE = Path(__file__).parents[3] / "src/diaodu"
NAMED = re.compile(r'verb="(\w+)"')


# Speed is measured on ledgers that nobody opens.
MEASURING = PACKAGE / "bench"


def test_every_verb_that_the_house_writes_has_words() -> None:
    written = {
        verb
        for path in PACKAGE.rglob("*.py")
        if MEASURING not in path.parents
        for verb in NAMED.findall(path.read_text(encoding="utf-8"))
    }
    assert written - VERBS.keys() == set()
    assert "rename_project" in written


def test_a_verb_of_another_version_stands_as_it_is() -> None:
    assert words_of("forgotten_verb") == "forgotten_verb"
