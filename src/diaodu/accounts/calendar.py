"""The city's work calendar: the published days under its own, and the verbs that enter them."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from diaodu.accounts.models import CalendarDay, CalendarYear, User
from diaodu.engine.labels import Label
from diaodu.engine.workdays import SpecialDay, WorkCalendar
from diaodu.journal.writing import journal_entry

# Spring Festival with its weekends is the longest stretch that a notice names.
LONGEST_STRETCH = timedelta(days=15)


def work_calendar() -> WorkCalendar:
    """The calendar as it stands: two queries."""
    own = [SpecialDay(row.day, row.is_work, Label(row.name, row.name)) for row in CalendarDay.objects.all()]
    return WorkCalendar(own, entered_years=CalendarYear.objects.values_list("year", flat=True))


def enter_days(first: date, last: date, *, is_work: bool, name: str, by: User, at: datetime) -> None:
    """These days are worked, or free, whatever was published or entered before."""
    with journal_entry(by=by.pk, at=at, verb="enter_days"):
        if not first <= last <= first + LONGEST_STRETCH:
            raise ValidationError(_("Enter a stretch of at most 16 days, the first day first."))
        for n in range((last - first).days + 1):
            given = {"is_work": is_work, "name": name}
            CalendarDay.objects.update_or_create(day=first + timedelta(days=n), defaults=given)


def complete_year(year: int, *, document: str, by: User, at: datetime) -> CalendarYear:
    """All special days of this year are entered: from now on its workdays are counted."""
    with journal_entry(by=by.pk, at=at, verb="complete_year"):
        if work_calendar().knows(year):
            raise ValidationError(_("The holidays of %(year)s are known already.") % {"year": year})
        if not CalendarDay.objects.filter(day__year=year).exists():
            raise ValidationError(_("Enter the holidays of %(year)s first.") % {"year": year})
        return CalendarYear.objects.create(year=year, document=document)
