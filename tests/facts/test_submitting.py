"""A submission's way from draft to acceptance, and what may change at each step."""

from datetime import timedelta
from typing import Any

import pytest

from diaodu.facts.actions import Locked, Reported, correct_fact, report_facts
from diaodu.facts.models import Fact
from diaodu.facts.reporting import Submission
from diaodu.facts.submitting import (
    CellReason,
    WrongState,
    accept,
    approve,
    fill_in,
    open_submission,
    return_submission,
    submit,
)
from tests.facts.evidence import MOMENT, found_ledger

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> dict[str, Any]:
    return found_ledger()


def opened(world: dict[str, Any]) -> Submission:
    return open_submission(world["unit"], period="2024-05", due_at=MOMENT, by=world["user"], at=MOMENT)


def value(world: dict[str, Any], number: int | None) -> Reported:
    return Reported(world["subject"].pk, world["measure"].pk, number=number, typed_by_id=world["user"].pk)


def accepted(world: dict[str, Any], number: int) -> Submission:
    submission = opened(world)
    how = {"by": world["user"], "at": MOMENT}
    fill_in(submission, [value(world, number)], **how)
    for verb in (submit, approve, accept):
        verb(submission, **how)
    return submission


def test_a_draft_is_not_known_to_anybody_until_it_is_submitted(world: dict[str, Any]) -> None:
    submission = opened(world)
    fill_in(submission, [value(world, 100)], by=world["user"], at=MOMENT)
    assert not Fact.objects.exists()
    submit(submission, by=world["user"], at=MOMENT)
    assert Fact.objects.get().number == 100


def test_a_returned_value_is_reported_again_and_supersedes(world: dict[str, Any]) -> None:
    submission, how = opened(world), {"by": world["user"], "at": MOMENT}
    fill_in(submission, [value(world, 100)], **how)
    submit(submission, **how)
    wrong = CellReason(world["subject"].pk, world["measure"].pk, 1, "万元与元混了")
    return_submission(submission, [wrong], **how)
    assert submission.reasons[0]["reason"] == "万元与元混了"
    fill_in(submission, [value(world, 1_000_000)], **how)
    submit(submission, **how)
    assert [fact.number for fact in Fact.objects.current()] == [1_000_000]
    assert Fact.objects.count() == 2


def test_acceptance_locks_and_a_correction_needs_a_reason(world: dict[str, Any]) -> None:
    submission, how = accepted(world, 100), {"by": world["user"], "at": MOMENT}
    with pytest.raises(WrongState):
        fill_in(submission, [value(world, 200)], **how)
    with pytest.raises(Locked):
        report_facts([value(world, 200)], period="2024-05", **how)
    with pytest.raises(ValueError, match="reason"):
        correct_fact(Fact.objects.get(), value=value(world, 200), reason=" ", **how)
    corrected = correct_fact(Fact.objects.get(), value=value(world, 200), reason="审计核减", **how)
    assert (corrected.reason, corrected.number) == ("审计核减", 200)


def test_the_same_value_again_adds_nothing(world: dict[str, Any]) -> None:
    how: dict[str, Any] = {"period": "2024-05", "by": world["user"], "at": MOMENT}
    assert len(report_facts([value(world, 100)], **how)) == 1
    assert report_facts([value(world, 100)], **how) == []


def test_not_reported_is_said_and_is_not_zero(world: dict[str, Any]) -> None:
    how: dict[str, Any] = {"period": "2024-05", "by": world["user"], "at": MOMENT}
    (silent,) = report_facts([value(world, None)], **how)
    (zero,) = report_facts([value(world, 0)], **how)
    assert (silent.not_reported, silent.number) == (True, None)
    assert (zero.not_reported, zero.number, zero.supersedes) == (False, 0, silent)


def test_late_is_visible_as_late(world: dict[str, Any]) -> None:
    submission = opened(world)
    assert not Submission.objects.late(now=MOMENT).exists()
    assert Submission.objects.late(now=MOMENT + timedelta(hours=1)).get() == submission
    fill_in(submission, [value(world, 1)], by=world["user"], at=MOMENT)
    submit(submission, by=world["user"], at=MOMENT + timedelta(days=1))
    assert submission.is_late
    assert Submission.objects.late(now=MOMENT).get() == submission


@pytest.mark.parametrize("verb", [submit, approve, accept])
def test_no_step_can_be_left_out_or_taken_twice(world: dict[str, Any], verb: Any) -> None:
    with pytest.raises(WrongState):
        verb(accepted(world, 100) if verb is submit else opened(world), by=world["user"], at=MOMENT)


def test_every_step_is_in_the_history(world: dict[str, Any]) -> None:
    submission = accepted(world, 100)
    states = submission.history.order_by("history_id").values_list("state", flat=True)
    assert list(states) == ["draft", "submitted", "approved", "accepted"]
