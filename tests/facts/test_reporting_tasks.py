"""Two tasks that ask about the same: answered once, prefilled in the other; two people at one form; who reviews."""

from datetime import date
from typing import Any

import pytest

from diaodu.accounts.models import Role, Unit, User
from diaodu.accounts.tree import UnitTree
from diaodu.facts.actions import Locked, Reported
from diaodu.facts.answers import answers
from diaodu.facts.chain import ReviewChain
from diaodu.facts.models import Fact, Measure, Subject, SubjectKind
from diaodu.facts.reporting import AskedMeasure, ReportingTask, Submission, SubmissionState
from diaodu.facts.submitting import (
    Conflict,
    Incomplete,
    WrongState,
    accept,
    approve,
    fill_in,
    open_submission,
    submit,
    take_out,
)
from diaodu.journal.writing import journal_entry
from tests.people import MOMENT, city, someone

pytestmark = pytest.mark.django_db
DAY = date(2024, 5, 30)


@pytest.fixture
def units() -> dict[str, Unit]:
    return city()


@pytest.fixture
def reporter(units: dict[str, Unit]) -> User:
    return someone("reporter", units["east"], Role.REPORTER)


@pytest.fixture
def two(units: dict[str, Unit], reporter: User) -> list[Submission]:
    """A monthly report and a key-project report that ask the same of one project."""
    with journal_entry(by=None, at=MOMENT, verb="found_project"):
        subject = Subject.objects.create(kind=SubjectKind.PROJECT)
        measure = Measure.objects.get(code="invested")
        rule = {"due_rule": "workdays_after", "due_number": 5, "cadence": "month", "from_on": DAY}
        tasks = [ReportingTask.objects.create(name=name, unit=units["city"], **rule) for name in ("月报", "重点项目表")]
        for task in tasks:
            AskedMeasure.objects.create(task=task, measure=measure, order=0)
    given: dict[str, Any] = {"period": "2024-04", "due_at": MOMENT, "by": None, "at": MOMENT, "subjects": [subject.pk]}
    return [open_submission(units["east"], task=task, **given) for task in tasks]


def typed(submission: Submission, number: int | None) -> Reported:
    subject, measure = submission.asked.get().subject_id, submission.task.columns.get().measure_id  # type: ignore[union-attr]
    return Reported(subject, measure, number=number, typed_by_id=User.objects.get(username="reporter").pk)


def hand_in(submission: Submission, number: int | None, by: User) -> None:
    fill_in(submission, [typed(submission, number)], by=by, at=MOMENT)
    submit(submission, by=by, at=MOMENT)


def test_what_one_report_says_is_prefilled_in_the_other_and_kept_once(two: list[Submission], reporter: User) -> None:
    hand_in(two[0], 500, reporter)
    (answer,) = answers(two[1]).values()
    assert (answer.number, answer.other) == (500, two[0])
    submit(two[1], by=reporter, at=MOMENT)
    assert Fact.objects.get().submission == two[0]


def test_what_is_only_typed_is_prefilled_for_the_unit_alone(two: list[Submission], reporter: User) -> None:
    fill_in(two[0], [typed(two[0], 500)], by=reporter, at=MOMENT)
    (answer,) = answers(two[1]).values()
    assert (answer.number, answer.other) == (500, two[0])
    assert answers(two[1], facts_only=True) == {}
    submit(two[1], by=reporter, at=MOMENT)
    submit(two[0], by=reporter, at=MOMENT)
    assert Fact.objects.get().submission == two[1]


def test_another_value_in_the_other_report_supersedes_unless_it_is_accepted(
    two: list[Submission], reporter: User
) -> None:
    hand_in(two[0], 500, reporter)
    accept(two[0], by=reporter, at=MOMENT)
    fill_in(two[1], [typed(two[1], 600)], by=reporter, at=MOMENT)
    with pytest.raises(Locked):
        submit(two[1], by=reporter, at=MOMENT)
    assert Fact.objects.get().number == 500


def test_a_cell_that_says_nothing_stops_and_that_nothing_is_reported_does_not(
    two: list[Submission], reporter: User
) -> None:
    with pytest.raises(Incomplete, match="1"):
        submit(two[0], by=reporter, at=MOMENT)
    hand_in(two[0], None, reporter)
    assert Fact.objects.get().not_reported


def test_two_people_at_one_form_notice_each_other(two: list[Submission], reporter: User) -> None:
    colleague = someone("colleague")
    fill_in(two[0], [typed(two[0], 500)], by=colleague, at=MOMENT, seen=0)
    with pytest.raises(Conflict) as refused:
        fill_in(two[0], [typed(two[0], 600)], by=reporter, at=MOMENT, seen=0)
    theirs = refused.value.theirs
    assert theirs is not None
    assert (theirs.number, theirs.saved_by) == (500, colleague)
    fill_in(two[0], [typed(two[0], 600)], by=reporter, at=MOMENT, seen=theirs.position)
    with pytest.raises(Conflict):
        take_out(two[0], typed(two[0], None).key, seen=theirs.position, by=colleague, at=MOMENT)


def test_the_same_value_typed_twice_is_no_conflict(two: list[Submission], reporter: User) -> None:
    for _ in range(2):
        fill_in(two[0], [typed(two[0], 500)], by=reporter, at=MOMENT, seen=0)
    assert two[0].drafted.get().number == 500


def test_words_for_a_check_stay_with_the_submission(two: list[Submission], reporter: User) -> None:
    value = typed(two[0], 500)
    fill_in(two[0], [value], by=reporter, at=MOMENT, explanations={value.key: "一次性支付征地款"})
    submit(two[0], by=reporter, at=MOMENT)
    assert [said["words"] for said in two[0].explanations] == ["一次性支付征地款"]


def test_a_county_with_a_dispatcher_approves_first(
    units: dict[str, Unit], two: list[Submission], reporter: User
) -> None:
    county = someone("county", units["east_bureau"], Role.DISPATCHER)
    office = someone("office", units["office"], Role.DISPATCHER)
    hand_in(two[0], 500, reporter)
    chain = ReviewChain.of(UnitTree.on(DAY))
    assert chain.waits_for(two[0]) == {county.pk}
    with pytest.raises(WrongState):
        accept(two[0], by=office, at=MOMENT)
    approve(two[0], by=county, at=MOMENT)
    assert chain.waits_for(two[0]) == {office.pk}
    assert not chain.may_accept(county.pk, two[0])
    accept(two[0], by=office, at=MOMENT)
    assert two[0].state == SubmissionState.ACCEPTED


def test_without_a_county_reviewer_it_goes_straight_to_the_office(
    units: dict[str, Unit], two: list[Submission], reporter: User
) -> None:
    office = someone("office", units["office"], Role.DISPATCHER)
    hand_in(two[0], 500, reporter)
    chain = ReviewChain.of(UnitTree.on(DAY))
    assert chain.waits_for(two[0]) == chain.office(units["city"].pk) == {office.pk}
    assert not chain.may_approve(office.pk, two[0])
    accept(two[0], by=office, at=MOMENT)
