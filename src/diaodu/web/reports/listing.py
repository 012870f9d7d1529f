"""Reports as a list: what each is, when it is due, how it stands; and the filters in the address."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.calendar import work_calendar
from diaodu.accounts.known import Known
from diaodu.engine.dues import days_left
from diaodu.engine.periods import NotAPeriod, Period
from diaodu.engine.workdays import UnknownYear, WorkCalendar
from diaodu.facts.chain import ReviewChain
from diaodu.facts.reporting import AskedSubject, ReportingTask, Submission, SubmissionState

STATES = {
    "owed": _("to be filled in"),
    "overdue": _("overdue"),
    "waiting": _("waiting for me"),
    "review": _("in review"),
    "late": _("came late or not at all"),
    "in_time": _("came in time"),
    "accepted": _("accepted"),
}
REVIEWED = (SubmissionState.SUBMITTED, SubmissionState.APPROVED)


def period_words(code: str) -> str:
    """The name of a period in the language of the page; its code when it is none of ours."""
    try:
        return Period.parse(code).label.in_language(get_language() or "zh-hans")
    except NotAPeriod:
        return code


class ReportFilter(forms.Form):
    """What the list of reports can be narrowed by. A value that says nothing narrows nothing."""

    task = forms.ChoiceField(label=_("Reporting task"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    period = forms.ChoiceField(label=_("Period"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All states")), *STATES.items()])

    def __init__(self, asked: QueryDict, *, known: Known, rows: QuerySet[Submission]) -> None:
        super().__init__(asked)
        self.known = known
        every = list(rows.order_by().values_list("unit_id", "period", "task_id").distinct())
        units = sorted((known.tree.name(pk), pk) for pk in {unit for unit, _period, _task in every})
        periods = sorted({period for _unit, period, _task in every}, reverse=True)
        tasks = ReportingTask.objects.filter(pk__in={task for *_rest, task in every}).values_list("pk", "name")
        self._offer("task", _("All tasks"), [(str(pk), name) for pk, name in tasks.order_by("name")])
        self._offer("unit", _("All units"), [(str(pk), name) for name, pk in units])
        self._offer("period", _("All periods"), [(code, period_words(code)) for code in periods])

    def _offer(self, field: str, all_of_them: object, choices: list[tuple[str, str]]) -> None:
        self.fields[field].choices = [("", all_of_them), *choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def is_narrowing(self) -> bool:
        return bool(self.chosen)

    def narrowed(self, rows: QuerySet[Submission], *, now: datetime) -> QuerySet[Submission]:
        chosen = self.chosen
        for name, field in (("task", "task_id"), ("unit", "unit_id"), ("period", "period")):
            if name in chosen:
                rows = rows.filter(**{field: chosen[name]})
        return in_state(rows, chosen["state"], self.known, now=now) if "state" in chosen else rows


def in_state(rows: QuerySet[Submission], state: str, known: Known, *, now: datetime) -> QuerySet[Submission]:
    """Those reports that stand so."""
    own_rules = Submission.objects.all()
    if state == "waiting":
        return waiting_for(rows, known)
    if state == "review":
        return rows.filter(state__in=REVIEWED)
    if state == "accepted":
        return rows.filter(state=SubmissionState.ACCEPTED)
    if state == "owed":
        return type(own_rules).owed(rows)  # type: ignore[arg-type]
    if state == "in_time":
        return type(own_rules).in_time(rows)  # type: ignore[arg-type]
    rule = type(own_rules).late if state == "late" else type(own_rules).overdue
    return rule(rows, now=now)  # type: ignore[arg-type]


def waiting_for(rows: QuerySet[Submission], known: Known) -> QuerySet[Submission]:
    """Reports whose next step is this person's to take."""
    chain = ReviewChain.of(known.viewer.tree)
    mine = [row.pk for row in rows.filter(state__in=REVIEWED) if known.viewer.user.pk in chain.waits_for(row)]
    return rows.filter(id__in=mine)


@dataclass(frozen=True)
class ReportRow:
    submission: Submission
    task: str
    unit: str
    subjects: int
    due_on: date
    today: date
    left: int | None

    @property
    def period(self) -> str:
        return period_words(self.submission.period)

    @property
    def days_late(self) -> int:
        """Days after the day that it was due, when it came or until today; 0 when it is in time."""
        sent = self.submission.submitted_at
        until = localdate(sent) if sent else self.today
        return max((until - self.due_on).days, 0)

    @property
    def token(self) -> str:
        """Which light its punctuality has."""
        if self.submission.submitted_at is None:
            return "bad" if self.days_late else "none"
        return "warn" if self.days_late else "ok"


def report_rows(known: Known, rows: Iterable[Submission], *, today: date) -> list[ReportRow]:
    """What the list says of these reports: as many queries for fifty as for one."""
    rows = list(rows)
    calendar = work_calendar()
    tasks = dict(ReportingTask.objects.filter(pk__in={row.task_id for row in rows}).values_list("pk", "name"))
    asked = AskedSubject.objects.filter(submission_id__in=[row.pk for row in rows]).order_by().values("submission_id")
    counts = dict(asked.annotate(n=Count("pk")).values_list("submission_id", "n"))
    return [
        ReportRow(
            submission=row,
            task=tasks.get(row.task_id, "") if row.task_id else "",
            unit=known.tree.name(row.unit_id),
            subjects=counts.get(row.pk, 0),
            due_on=localdate(row.due_at),
            today=today,
            left=_left(localdate(row.due_at), today, calendar),
        )
        for row in rows
    ]


def _left(due: date, today: date, calendar: WorkCalendar) -> int | None:
    """Workdays left; None when the calendar of that year is not entered yet."""
    try:
        return days_left(due, today, calendar)
    except UnknownYear:
        return None
