"""Classes of past slips: a thin one is drawn to its parent, an empty one is its parent."""

from hypothesis import given
from hypothesis import strategies as st

from diaodu.engine.forecast import BaseRates
from diaodu.engine.forecast.classes import PARENT_WEIGHT, condensed
from tests.engine.forecast.histories import slip

MANY = [slip(f"old-{number}", 0, phase="design") for number in range(30)]
BUILDING = {"phase": "building"}


def say_of_building(n: int) -> float:
    rates = BaseRates([*MANY, *(slip(f"new-{number}", 90, phase="building") for number in range(n))])
    narrowest = rates.classes(BUILDING, "due_late")[-1]
    assert narrowest.n == n
    return narrowest.weight


def test_the_say_of_a_class_grows_with_its_members() -> None:
    says = [say_of_building(n) for n in range(1, 40)]
    assert says == sorted(says)
    assert says[PARENT_WEIGHT - 1] == 0.5


def test_a_thin_class_moves_from_its_parent_to_its_own() -> None:
    """The more projects of the class slipped by 90 days, the more often a forecast for the class says so."""

    def share_late(n: int) -> float:
        rates = BaseRates([*MANY, *(slip(f"new-{number}", 90, phase="building") for number in range(n))])
        return sum(weight for share, weight in rates.spread(BUILDING, "due_late").finished if share > 0)

    shares = [share_late(n) for n in (1, 3, 10, 30, 100)]
    assert shares == sorted(shares)
    assert shares[0] < 0.1 < 0.8 < shares[-1]


def test_an_empty_class_is_its_parent() -> None:
    rates = BaseRates(MANY)
    assert rates.classes({"phase": "handover"}, "due_late") == rates.classes({}, "due_late")
    assert rates.spread({"phase": "handover"}, "due_late") == rates.spread({}, "due_late")


def test_a_project_counts_once_however_often_it_was_looked_at() -> None:
    loud = [slip("loud", 90) for _ in range(50)]
    quiet = [slip(f"quiet-{number}", 0) for number in range(9)]
    spread = BaseRates([*loud, *quiet]).spread({}, "due_late")
    assert abs(sum(weight for share, weight in spread.finished if share > 0) - 0.1) < 0.03


def test_what_is_due_does_not_learn_from_what_is_not() -> None:
    rates = BaseRates([*MANY, *(slip(f"far-{number}", 0, left=2000, finished=False) for number in range(30))])
    assert {each.klass[0] for each in rates.classes({}, "due_late")} == {("kind", "due")}


@given(st.lists(st.tuples(st.integers(-500, 500), st.floats(0.01, 1)), min_size=1), st.integers(1, 30))
def test_condensing_keeps_the_weight_and_the_order(weighed: list[tuple[int, float]], points: int) -> None:
    short = condensed(weighed, points)
    assert abs(sum(weight for _, weight in short) - sum(weight for _, weight in weighed)) < 1e-9
    assert [value for value, _ in short] == sorted({value for value, _ in short})
    assert len(short) <= max(points, 1)
