"""A year of the work calendar, its special days, and the forms that enter them."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from diaodu.accounts.calendar import complete_year, enter_days, work_calendar
from diaodu.accounts.models import CalendarDay, CalendarYear
from diaodu.engine.workdays import SpecialDay
from diaodu.lib.readonly import readonly
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.calendar.permissions import can_manage_calendar, can_see_calendar

EARLIEST, LATEST = 2004, 2100
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class DaysForm(forms.Form):
    """A stretch of days that are free, or worked."""

    first = forms.DateField(label=gettext_lazy("first day"), widget=DAY)
    last = forms.DateField(label=pgettext_lazy("calendar", "last day"), widget=DAY)
    is_work = forms.TypedChoiceField(
        label=gettext_lazy("these days are"),
        choices=[("free", pgettext_lazy("day", "free")), ("worked", pgettext_lazy("day", "worked"))],
        coerce=lambda choice: choice == "worked",
    )
    name = forms.CharField(label=gettext_lazy("occasion"), max_length=60)


class YearForm(forms.Form):
    document = forms.CharField(label=gettext_lazy("notice"), max_length=100)


@dataclass(frozen=True)
class ShownDay:
    day: date
    special: SpecialDay | None
    is_work: bool
    in_month: bool
    is_own: bool


@readonly
@allowed(can_see_calendar)
def this_year(request: ViewerRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("calendar:year", args=[request.today.year]))


@readonly
@allowed(can_see_calendar)
def year_page(request: ViewerRequest, year: int) -> HttpResponse:
    """Twelve months with their free and made-up days."""
    return _page(request, year)


@require_POST
@allowed(can_manage_calendar)
def enter(request: ViewerRequest, year: int) -> HttpResponse:
    form = DaysForm(request.POST)
    if form.is_valid():
        try:
            enter_days(**form.cleaned_data, by=request.user, at=now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The days are entered. Due dates from now on count with them."))
            return HttpResponseRedirect(reverse("calendar:year", args=[form.cleaned_data["first"].year]), status=303)
    return _page(request, year, days_form=form, status=422)


@require_POST
@allowed(can_manage_calendar)
def complete(request: ViewerRequest, year: int) -> HttpResponse:
    """All days of this year are entered."""
    form = YearForm(request.POST)
    if form.is_valid():
        try:
            complete_year(year, **form.cleaned_data, by=request.user, at=now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("From now on the workdays of %(year)s are counted.") % {"year": year})
            return HttpResponseRedirect(reverse("calendar:year", args=[year]), status=303)
    return _page(request, year, year_form=form, status=422)


def _page(
    request: ViewerRequest,
    year: int,
    *,
    days_form: DaysForm | None = None,
    year_form: YearForm | None = None,
    status: int = 200,
) -> HttpResponse:
    if not EARLIEST <= year <= LATEST:
        raise Http404
    calendar = work_calendar()
    special = {one.day: one for one in calendar.special_days(year)}
    own = frozenset(CalendarDay.objects.filter(day__year=year).values_list("day", flat=True))
    context = {
        "year": year,
        "knows": calendar.knows(year),
        "document": CalendarYear.objects.filter(year=year).values_list("document", flat=True).first(),
        "months": [(date(year, month, 1), _weeks(year, month, special, own)) for month in range(1, 13)],
        "special": [(one, one.name.in_language(request.LANGUAGE_CODE), one.day in own) for one in special.values()],
        "may_manage": can_manage_calendar(request.viewer),
        "days_form": days_form or DaysForm(initial={"first": date(year, 1, 1), "last": date(year, 1, 1)}),
        "year_form": year_form or YearForm(),
    }
    return render(request, "calendar/year.html", context, status=status)


def _weeks(year: int, month: int, special: dict[date, SpecialDay], own: frozenset[date]) -> list[list[ShownDay]]:
    def shown(day: date) -> ShownDay:
        one = special.get(day)
        return ShownDay(day, one, one.is_work if one else day.weekday() < 5, day.month == month, day in own)

    return [[shown(day) for day in week] for week in Calendar().monthdatescalendar(year, month)]
