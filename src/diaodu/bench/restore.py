"""How fast and how exactly damaged text is restored, beside a plain regular-expression clean-up in the same run."""

import argparse
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from diaodu.text.damaging import damage, site_table, strew
from diaodu.text.restoring import Restoration, Why, restore
from diaodu.text.restoring.gbk import FULL_WIDTH
from diaodu.text.restoring.shifts import SYLLABLE

SUMMARY = "Restoring damaged text: MB/s on clean and damaged text, character errors, spans, calibration."
SENTENCES = Path(__file__).parent / "sentences.txt"
A_READING = re.compile(rf"(?:\({SYLLABLE} ?\))+")
SENTENCES_IN_DOCUMENT = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--megabytes", type=float, default=1.0, help="size of each timed text (default 1)")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same bytes (default 1)")
    parser.add_argument("--dev", type=Path, metavar="FILE", help="score these JSON lines as well")


def run(arguments: argparse.Namespace) -> int:
    clean, damaged = clean_texts(arguments), damaged_texts(arguments)
    baseline = plain_clean_up()
    other = [text for text, _ in damaged_texts(argparse.Namespace(megabytes=0.02, seed=arguments.seed + 1))]
    started = time.process_time()
    for text in [*other, damage(paragraphs(Random(arguments.seed)), cut=True)]:
        restore(text)
    print(f"tables read, once a process {time.process_time() - started:.2f} s\n")
    print(f"speed, one core, CPU time, {arguments.megabytes:g} MB of UTF-8 each")
    print_speed("clean", clean, baseline)
    print_speed("damaged, first sight", [text for text, _ in damaged], baseline)
    print_speed("damaged, again", [text for text, _ in damaged], baseline)
    print("\nour own damage, made-up sites, known truth")
    print_scores(scored(damaged))
    if arguments.dev:
        rows = [json.loads(line) for line in arguments.dev.read_text("utf-8").splitlines()]
        controls = [row for row in rows if row["kind"].startswith("clean")]
        changed = sum(restore(row["text"]).text != row["text"] for row in controls)
        print(f"\n{arguments.dev.name}")
        print_scores(scored([(row["text"], row["truth"]) for row in rows if row not in controls]), baseline=baseline)
        restored, spans = spans_restored(row for row in rows if row not in controls)
        print(f"damaged spans restored    {restored} of {spans}, {restored / max(spans, 1):.1%}")
        print(f"clean controls changed    {changed} of {len(controls)}")
    return 0


def paragraphs(drawn: Random) -> str:
    sentences = SENTENCES.read_text("utf-8").replace(",", "，").split()
    return "\n".join("".join(drawn.sample(sentences, SENTENCES_IN_DOCUMENT // 3)) for _ in range(3))


def until_large(make: Callable[[int], str], size: float) -> list[str]:
    texts: list[str] = []
    total = 0
    while total < size * 1e6:
        texts.append(make(len(texts)))
        total += len(texts[-1].encode())
    return texts


def clean_texts(arguments: argparse.Namespace) -> list[str]:
    drawn = Random(arguments.seed)
    return until_large(lambda _: paragraphs(drawn), arguments.megabytes)


def damaged_texts(arguments: argparse.Namespace) -> list[tuple[str, str]]:
    """Documents of six kinds, each from another made-up site, beside what they said before."""
    drawn = Random(arguments.seed + 1)
    pairs: list[tuple[str, str]] = []

    def one(index: int) -> str:
        text = paragraphs(drawn)
        truth = text.translate(FULL_WIDTH)
        kind, seed = index % 6, arguments.seed * 1000 + index
        if kind == 5:
            found = strew(text, seed=seed)
        else:
            table = site_table(seed, share=(0.2, 0.4, 0.8)[index % 3])
            found = damage(text, table=table, cut=kind == 1, commas=kind == 2, seed=seed)
        pairs.append((found, truth))
        return found

    until_large(one, arguments.megabytes)
    return pairs


def plain_clean_up() -> Callable[[str], str]:
    """What one would write in an afternoon: drop what looks like a reading, convert the script."""
    from opencc import OpenCC

    converter = OpenCC("t2s")
    return lambda text: str(converter.convert(A_READING.sub("", text)))


def print_speed(name: str, texts: list[str], baseline: Callable[[str], str]) -> None:
    size = sum(len(text.encode()) for text in texts) / 1e6
    ours, plain = (size / seconds(work, texts) for work in (restore, baseline))
    print(f"{name:22} {ours:7.2f} MB/s   regular expression + opencc {plain:7.2f} MB/s   ratio {ours / plain:.2f}")


def seconds(work: Callable[[str], object], texts: list[str]) -> float:
    started = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - started


@dataclass(slots=True)
class Scores:
    characters: int = 0
    errors: int = 0
    pairs: list[tuple[str, str]] = field(default_factory=list)
    by_confidence: dict[float, list[bool]] = field(default_factory=lambda: defaultdict(list))


def scored(pairs: list[tuple[str, str]]) -> Scores:
    scores = Scores(pairs=pairs)
    for found, truth in pairs:
        restoration = restore(found)
        scores.characters += len(truth)
        scores.errors += distance(restoration.text, truth)
        for confidence, right in judged(restoration, truth):
            scores.by_confidence[confidence].append(right)
    return scores


def distance(one: str, other: str) -> int:
    from rapidfuzz.distance import Levenshtein

    return int(Levenshtein.distance(one, other))


def judged(restoration: Restoration, truth: str) -> Iterator[tuple[float, bool]]:
    """Each re-aligned stretch: its confidence, and whether the truth reads so there."""
    from rapidfuzz.distance import Levenshtein

    blocks = Levenshtein.opcodes(restoration.text, truth)
    equal = {place for block in blocks if block.tag == "equal" for place in range(block.src_start, block.src_end)}
    for change in restoration.changes:
        if change.why not in (Why.SHIFT, Why.CUT):
            continue
        start = restoration.alignment.place_of(change.start)
        if change.applied:
            yield change.confidence, all(place in equal for place in range(start, start + len(change.became)))
        else:
            size = change.end - change.start
            tried = restoration.text[:start] + change.became + restoration.text[start + size :]
            yield change.confidence, distance(tried, truth) <= distance(restoration.text, truth) - size // 2


def print_scores(scores: Scores, baseline: Callable[[str], str] | None = None) -> None:
    print(f"character error rate      {scores.errors / scores.characters:.3%}")
    if baseline:
        errors = sum(distance(baseline(found), truth) for found, truth in scores.pairs)
        print(f"  regular expression      {errors / scores.characters:.3%}")
    sure = [right for confidence, rights in scores.by_confidence.items() if confidence >= 0.9 for right in rights]
    if sure:
        print(f"re-aligned at >= 0.9      {sum(sure)} of {len(sure)} right, {sum(sure) / len(sure):.1%}")
    for confidence, rights in sorted(scores.by_confidence.items(), reverse=True):
        print(f"  confidence {confidence:.2f}         {sum(rights)} of {len(rights)} right")


def spans_restored(rows: Iterator[dict[str, object]]) -> tuple[int, int]:
    restored = spans = 0
    for row in rows:
        text = restore(str(row["text"])).text
        named = row["spans"]
        assert isinstance(named, list)
        restored += sum(span in text for span in named)
        spans += len(named)
    return restored, spans
