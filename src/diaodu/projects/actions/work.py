"""Verbs of what is built and what it is to bring."""

from datetime import datetime

from diaodu.accounts.models import User
from diaodu.facts.actions import cite_typed
from diaodu.facts.models import Subject, SubjectKind
from diaodu.journal.writing import journal_entry
from diaodu.projects.models import BenefitPromise, Project, PromisedMeasure, WorkItem
from diaodu.projects.refusals import check_fields


def set_work_item(
    project: Project, name: str, *, unit_words: str, planned_thousandths: int | None, by: User, at: datetime
) -> WorkItem:
    """A quantity to be built, by its name; saying it again changes what was said."""
    with journal_entry(by=by.pk, at=at, verb="set_work_item"):
        item = WorkItem.objects.filter(project=project, name=name).first() or WorkItem(project=project, name=name)
        item.unit_words, item.planned_thousandths = unit_words, planned_thousandths
        check_fields(item, "name", "unit_words", "planned_thousandths")
        if item.pk is None:
            item.subject = Subject.objects.create(kind=SubjectKind.WORK_ITEM)
        item.save()
        cite_typed(
            item.subject,
            "planned_thousandths",
            None,
            typed="" if planned_thousandths is None else str(planned_thousandths),
            by=by,
        )
        return item


def promise_benefit(
    project: Project, measure: PromisedMeasure, *, amount: int, by_year: int, by: User, at: datetime
) -> BenefitPromise:
    """What the project is to bring by a year, in the measure's unit."""
    with journal_entry(by=by.pk, at=at, verb="promise_benefit"):
        same = BenefitPromise.objects.filter(project=project, measure=measure, by_year=by_year)
        promise = same.first() or BenefitPromise(project=project, measure=measure, by_year=by_year)
        promise.amount = amount
        check_fields(promise, "measure", "amount", "by_year")
        promise.save()
        cite_typed(project.subject, f"promise:{measure}:{by_year}", None, typed=str(amount), by=by)
        return promise
