"""The shared examples, where they are at hand."""

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]


def shared(name: str) -> Path:
    """A file of the sibling folder `shared`; the test is skipped where there is none."""
    for folder in ROOT.parents:
        if (path := folder / "shared" / name).exists():
            return path
    pytest.skip(f"needs ../shared/{name}")


@pytest.fixture(scope="session")
def examples() -> list[dict[str, Any]]:
    lines = shared("garble/restore_dev.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def seed_article() -> str:
    return shared("seed/article.txt").read_text("utf-8")
