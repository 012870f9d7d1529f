"""Reminders by e-mail: one digest a person a day about reports that are due soon, or late."""

from collections import defaultdict
from datetime import date, datetime

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django_tasks import task

from diaodu.accounts.calendar import work_calendar
from diaodu.accounts.known import Known
from diaodu.accounts.models import Membership, User
from diaodu.accounts.tree import UnitTree
from diaodu.accounts.viewer import viewer
from diaodu.engine.dues import is_reminded
from diaodu.engine.workdays import UnknownYear
from diaodu.facts.models import REPORTING_ROLES
from diaodu.facts.reporting import Reminder, Submission
from diaodu.journal.writing import journal_entry
from diaodu.web.reports.listing import ReportRow, report_rows


def reminded_today(today: date) -> dict[int, list[Submission]]:
    """The reports that somebody is to be reminded of today, by the person's id."""
    calendar = work_calendar()
    owed = Submission.objects.filter(task__isnull=False).owed().select_related("task").order_by("due_at", "id")
    tree = UnitTree.on(today)
    reporters: dict[int, set[int]] = defaultdict(set)
    rows = Membership.objects.valid_on(today).filter(role__in=REPORTING_ROLES, user__is_active=True)
    for user_id, unit_id in rows.values_list("user_id", "unit_id"):
        reporters[unit_id].add(user_id)
    found: dict[int, list[Submission]] = defaultdict(list)
    for submission in owed:
        asked = submission.task
        assert asked is not None
        try:
            distances = {"before": asked.remind_before, "after": asked.remind_after}
            falls_today = is_reminded(localdate(submission.due_at), today, calendar=calendar, **distances)
        except UnknownYear:
            continue
        if falls_today:
            for user_id in sorted({user for unit in tree.above(submission.unit_id) for user in reporters[unit]}):
                found[user_id].append(submission)
    return found


def enqueue_digests(today: date, *, at: datetime) -> int:
    """One letter for each person who is reminded today and was not yet. Returns how many."""
    if not settings.EMAIL_HOST:
        return 0
    found = reminded_today(today)
    reached = User.objects.filter(pk__in=found).exclude(email="").order_by("pk")
    count = 0
    for user in reached:
        with journal_entry(by=None, at=at, verb="remind"):
            # Written and put into the queue together: a letter is neither lost nor sent twice.
            if not Reminder.objects.filter(user=user, day=today).exists():
                Reminder.objects.create(user=user, day=today)
                send_digest.enqueue(user.pk, today.isoformat(), [row.pk for row in found[user.pk]])
                count += 1
    return count


@task()
def remind_today() -> int:
    """The digests of today; returns how many letters that makes."""
    return enqueue_digests(localdate(), at=now())


@task()
def send_digest(user_id: int, day: str, submission_ids: list[int]) -> None:
    """One letter, in the language of this desk."""
    user, today = User.objects.get(pk=user_id), date.fromisoformat(day)
    known = Known(viewer(user, on=today), None, today)
    owed = known.visible(Submission).filter(pk__in=submission_ids).order_by("due_at", "id")
    with override(settings.LANGUAGE_CODE):
        words = letter(user.name, report_rows(known, owed, today=today))
        send_mail(_("Reports that wait for you"), words, None, [user.email])


def letter(name: str, rows: list[ReportRow]) -> str:
    """The words of a digest, with a link to each report where the address of this desk is known."""
    lines = [_("%(name)s, these reports wait for you:") % {"name": name}, ""]
    for row in rows:
        due = _("due %(day)s") % {"day": row.due_on.isoformat()}
        late = ngettext("overdue by %(n)s day", "overdue by %(n)s days", row.days_late) % {"n": row.days_late}
        parts = [row.task, row.period, row.unit, due, *([late] if row.days_late else [])]
        lines.append("- " + " · ".join(parts))
        if settings.SITE_ADDRESS:
            lines.append(f"  {settings.SITE_ADDRESS}{reverse('reports:report', args=[row.submission.pk])}")
    return "\n".join(lines) + "\n"
