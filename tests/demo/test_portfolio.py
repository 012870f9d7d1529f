"""The made-up portfolio: the same seed gives the same city, and it behaves as a city does."""

from diaodu.demo.cast import NAMED, NAMED_AT, WEIGHTS
from diaodu.demo.portfolio import MadeUpProject, portfolio


def a_city(seed: int = 1) -> list[MadeUpProject]:
    return portfolio(WEIGHTS, count=292, named=NAMED, named_at=NAMED_AT, seed=seed)


def test_one_seed_one_city() -> None:
    assert a_city() == a_city()
    assert a_city() != a_city(2)


def test_names_are_single_and_shares_are_the_whole() -> None:
    projects = a_city()
    assert len({project.name for project in projects}) == 300
    shared = [project.shares for project in projects if project.shares]
    assert shared
    assert all(sum(part for _unit, part in shares) == 10_000 for shares in shared)


def test_an_extension_is_asked_for_before_the_date_and_moves_it_later() -> None:
    moves = [move for project in a_city() for node in project.nodes for move in node.extensions]
    assert len(moves) > 100
    assert all(asked < before < after for asked, before, after, _reason in moves)


def test_winter_is_slow_and_something_is_missing_late_and_corrected() -> None:
    reports = [report for project in a_city() for report in project.reports]
    by_month = {month: [r.invested for r in reports if r.month.month == month and r.invested] for month in (2, 10)}
    mean = {month: sum(amounts) / len(amounts) for month, amounts in by_month.items()}
    assert mean[2] < mean[10] / 2
    assert any(report.invested is None for report in reports)
    assert any(report.first_said is not None for report in reports)
