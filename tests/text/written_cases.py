"""Write-ups with gold: ours in TOML, and the shared development file when it lies beside the checkout."""

import json
import tomllib
from pathlib import Path
from typing import Any

from diaodu.text.writeups.scoring import EMPTY

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).parents[3] / "shared"


def our_cases(name: str) -> list[dict[str, Any]]:
    """The cases of one file; what a case does not name must not be found."""
    cases = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["write_up"]
    for case in cases:
        for directive in case.get("directives", []):
            directive.setdefault("party", None)
    return [{**EMPTY, **case} for case in cases]


def shared_cases(name: str) -> list[dict[str, Any]]:
    """Empty when the shared folder is not there."""
    file = SHARED / "garble" / f"{name}.jsonl"
    if not file.exists():
        return []
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [{**EMPTY, **row["gold"], "text": row["text"], "name": row["id"]} for row in rows]
