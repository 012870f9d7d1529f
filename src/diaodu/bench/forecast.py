"""How good forecasts of finish dates are, beside the belief that the stated date is right, on published reports."""

import argparse
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from diaodu.bench.forecast_reports import Reports, Row, UnknownReport, read_reports, tracks_of
from diaodu.engine.forecast import BaseRates, Track
from diaodu.engine.forecast.scoring import calibration
from diaodu.engine.forecast.trials import Trial, trials, trials_at

SUMMARY = "Forecasts of finish dates beside the stated ones, on published reports: error, pinball, coverage, Brier."
SHARED = Path(__file__).parents[4] / "shared" / "data"
FILES = (
    SHARED / "nyc-capital-projects" / "capital_projects_2013-09_to_2017-04.csv",
    SHARED / "uk-gmpp" / "gmpp_normalised.csv",
)
# Upper ends of the horizons told apart, in days.
HORIZONS = ((200, "up to 200 days"), (420, "201-420 days"), (800, "421-800 days"), (10**6, "over 800 days"))
HEADING = (
    f"{'':34}{'n':>5} {'error of stated, here (days)':>29} {'pinball of stated, here':>24}"
    f" {'in 80 %':>8} {'Brier of stated, here':>22}"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--train", type=Path, nargs="+", metavar="FILE", help="reports that are known (.csv)")
    parser.add_argument("--test", type=Path, nargs="+", metavar="FILE", help="later reports (.csv of the same kind)")


def run(arguments: argparse.Namespace) -> int:
    try:
        if arguments.train and arguments.test:
            return held_back(_read(arguments.train), _read(arguments.test))
        if arguments.train or arguments.test or not all(file.exists() for file in FILES):
            raise UnknownReport("the data folder is not beside this project: pass both --train FILE and --test FILE")
        for file in FILES:
            several_cuts(read_reports(file))
    except UnknownReport as unknown:
        raise SystemExit(f"diaodu bench forecast: {unknown}") from unknown
    return 0


def _read(files: Sequence[Path]) -> list[Reports]:
    missing = [file.name for file in files if not file.is_file()]
    if missing:
        raise UnknownReport(f"no such file: {', '.join(missing)}")
    return [read_reports(file) for file in files]


def held_back(train: Sequence[Reports], test: Sequence[Reports]) -> int:
    """Learns from the one, asks each project's last known report, and looks at the later rows of the other."""
    if len({reports.source for reports in [*train, *test]}) > 1:
        raise UnknownReport("the files are of different sources: give one source at a time")
    known_rows, later_rows = _rows(train), _rows(test)
    last = max(row.look.on for row in known_rows)
    rates = BaseRates.learn(tracks_of(known_rows))
    tracks = tracks_of([*known_rows, *later_rows])
    seen_before = {name for row in known_rows for name in row.names}
    known, new = [], []
    for track in tracks:
        if track.whose in seen_before:
            before = track.until(last)
            known += list(trials(rates, track.whose, before.looks[-1], track.looks[len(before.looks) :]))
        else:
            new += list(trials(rates, track.whose, track.looks[0], track.looks[1:]))
    print(f"{train[0].source}: {rates.n} projects with a history to {last}, {len(tracks)} projects in all")
    print(HEADING)
    _print_split("known projects", known)
    _print_line("new projects, from their first", new)
    return 0


def several_cuts(reports: Reports) -> None:
    tracks = tracks_of(reports.rows)
    days = sorted({look.on for track in tracks for look in track.looks})
    print(f"{reports.source}: {len(tracks)} projects, {len(days)} reports {days[0]} to {days[-1]}")
    print(HEADING)
    made: list[Trial] = []
    for cut in days[1:-1]:
        at_cut = list(trials_at(cut, tracks))
        _print_line(f"known to {cut}", at_cut)
        made += at_cut
    _print_split("all cuts", made)
    _print_line("first report to last", _longest(tracks, days[1]))
    print()


def _longest(tracks: Sequence[Track], cut: date) -> list[Trial]:
    """From the second report, the first day on which anything can be learned, to the last one of each project."""
    last = {track.whose: track.looks[-1].on for track in tracks}
    return [trial for trial in trials_at(cut, tracks) if trial.seen.on == last[trial.whose]]


def _rows(reports: Iterable[Reports]) -> list[Row]:
    return [row for each in reports for row in each.rows]


def _print_split(name: str, made: Sequence[Trial]) -> None:
    _print_line(name, made)
    shortest = 0
    for longest, words in HORIZONS:
        _print_line(f"  {words} ahead", [trial for trial in made if shortest < trial.days_ahead <= longest])
        shortest = longest
    _print_line("  due before the later report", [trial for trial in made if _is_due(trial)])
    _print_line("  due after it", [trial for trial in made if not _is_due(trial)])
    if made:
        _print_floor(made)


def _print_line(name: str, made: Sequence[Trial]) -> None:
    found = calibration(trial.judged for trial in made)
    if found is None:
        print(f"{name:34}{0:5}")
        return
    print(
        f"{name:34}{found.n:5} {found.error_stated:12.0f} {found.error:6.0f} {-found.error_saved:+9.1%}"
        f" {found.pinball_stated:8.1f} {found.pinball:6.1f} {-found.pinball_saved:+8.1%}"
        f" {found.inside:8.1%} {found.brier_stated:12.3f} {found.brier:9.3f}"
    )


def _print_floor(made: Sequence[Trial]) -> None:
    """What cannot be forecast: dates that did not move, and what a shift chosen in hindsight would leave."""
    moves = [abs(_moved(trial)) for trial in made]
    unmoved = sum(move == 0 for move in moves) / len(moves)
    far = sum(move for move in moves if move > 5 * 365) / sum(moves) if any(moves) else 0.0
    by_report = _hindsight(made, lambda trial: (trial.asked.on, trial.seen.on))
    by_due = _hindsight(made, lambda trial: (trial.asked.on, trial.seen.on, _is_due(trial)))
    print(f"  not moved {unmoved:.0%}; moves of over five years make {far:.0%} of the error of stated dates")
    print(
        f"  in hindsight, one best shift a pair of reports: error {by_report:.0f}; due and not due apart: {by_due:.0f}"
    )


def _hindsight(made: Sequence[Trial], group: Callable[[Trial], Hashable]) -> float:
    moves: dict[Hashable, list[int]] = defaultdict(list)
    for trial in made:
        moves[group(trial)].append(_moved(trial))
    return sum(abs(move - median(same)) for same in moves.values() for move in same) / len(made)


def _moved(trial: Trial) -> int:
    return (trial.judged.came_on - trial.judged.stated_on).days


def _is_due(trial: Trial) -> bool:
    return trial.judged.stated_on <= trial.seen.on
