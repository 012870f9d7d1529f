"""How much of a write-up is read rightly, and how fast, beside a few plain regular expressions in the same run."""

import argparse
import json
import re
import time
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from diaodu.text.writeups import plain_reading, read_write_up
from diaodu.text.writeups.scoring import EMPTY, FIELDS, Score, score

SUMMARY = "Reading write-ups: exact share of single fields and F1 of lists, KB/s."
A_MEETING = re.compile(r"(?:召开|[,，])([^,，。;；]{2,40}?会议?)(?:召开|举行|[,，。])")
A_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:上午|下午)?")
A_CHAIR = re.compile(r"(?:书记|[市县区镇]长|主任|主席|常委)([一-鿿]{2,3}?)(?:主持|出席会议并)")
PRESENT = re.compile(r"领导([一-鿿、]+?)(?:出席|参加)")
A_LIST = re.compile(r"(?:听取了?|调度了?|察看了?)([^,，。]+?)(?:等|情况|项目)")
A_DEMAND = re.compile(r"[,，;；]([^,，。;；]{2,16}?)(要[^。;；]+)")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dev", type=Path, nargs="+", required=True, metavar="FILE", help="write-ups with gold: .jsonl or .toml"
    )
    parser.add_argument("--kilobytes", type=int, default=500, help="size of the timed text (default 500)")


def run(arguments: argparse.Namespace) -> int:
    files = {file: write_ups(file) for file in arguments.dev}
    for file, cases in files.items():
        print(f"{file.name}: {len(cases)} write-ups, exact or F1 in %")
        print_scores("diaodu", cases, lambda text: plain_reading(read_write_up(text)))
        print_scores("plain regular expressions", cases, naive_reading)
    texts = [case["text"] for cases in files.values() for case in cases]
    print("speed, one core, CPU time, UTF-8")
    for name, read in (("diaodu", read_write_up), ("plain regular expressions", naive_reading)):
        print(f"  {name:28}{kilobytes_a_second(read, texts, arguments.kilobytes):8.0f} KB/s")
    return 0


def write_ups(file: Path) -> list[dict[str, Any]]:
    """Text and gold side by side; what the gold does not name must not be found."""
    if file.suffix == ".toml":
        return [{**EMPTY, **case} for case in tomllib.loads(file.read_text("utf-8"))["write_up"]]
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [{**EMPTY, **row["gold"], "text": row["text"]} for row in rows]


def naive_reading(text: str) -> dict[str, Any]:
    """What one would write in an afternoon."""
    listed = [name for found in A_LIST.findall(text) for name in re.split("[、和]", found)]
    present = PRESENT.search(text)
    return {
        **EMPTY,
        **{name: found[found.lastindex or 0] for name, pattern in SINGLE.items() if (found := pattern.search(text))},
        "attendees": present[1].split("、") if present else [],
        "leads": listed if "线索" in text or "在谈" in text else [],
        "projects": [] if "线索" in text or "在谈" in text else listed,
        "directives": [{"party": party, "text": words} for party, words in A_DEMAND.findall(text)],
    }


SINGLE = {"meeting": A_MEETING, "date": A_DAY, "chair": A_CHAIR}


def print_scores(name: str, cases: list[dict[str, Any]], read: Callable[[str], Mapping[str, Any]]) -> None:
    scores: dict[str, Score] = score((read(case["text"]), case) for case in cases)
    print(f"  {name:28}" + "  ".join(f"{field} {float(scores[field].f1):.1%}" for field in FIELDS))


def kilobytes_a_second(read: Callable[[str], object], texts: list[str], kilobytes: int) -> float:
    size = sum(len(text.encode()) for text in texts)
    rounds = max(1, kilobytes * 1000 // size)
    started = time.process_time()
    for _ in range(rounds):
        for text in texts:
            read(text)
    return rounds * size / 1000 / (time.process_time() - started)
