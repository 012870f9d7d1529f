"""Reporting tasks: the list, a new one, other terms."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from diaodu.accounts.calendar import work_calendar
from diaodu.accounts.models import Unit
from diaodu.accounts.viewer import Viewer
from diaodu.engine.dues import DueRule
from diaodu.engine.periods import Cadence
from diaodu.facts.models import REVIEWING_ROLES, Measure
from diaodu.facts.reporting import CADENCES, DUE_RULES, AskedMeasure, ReportingTask, TypedIn
from diaodu.lib.readonly import readonly
from diaodu.projects.asking import Scope, Terms, change_terms, open_periods, set_up_task
from diaodu.projects.models import Phase, Programme
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.records.known import known_to
from diaodu.web.reports.permissions import can_review, can_see_reports

_DISTANCES = r"^\s*(\d{1,2}(\s*[,，、 ]\s*\d{1,2})*)?\s*$"
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class TermsForm(forms.Form):
    """What of a task may be changed later."""

    name = forms.CharField(label=pgettext_lazy("task", "name"), max_length=60)
    due_rule = forms.ChoiceField(label=gettext_lazy("due"), choices=DUE_RULES)
    due_number = forms.IntegerField(
        label=gettext_lazy("number of the rule"),
        min_value=0,
        max_value=60,
        help_text=gettext_lazy("How many working days after the period, or which day of the next month."),
    )
    remind_before = forms.RegexField(
        _DISTANCES,
        label=gettext_lazy("reminders before"),
        required=False,
        help_text=gettext_lazy("So many working days before it is due, such as 3, 1."),
    )
    remind_after = forms.RegexField(
        _DISTANCES,
        label=gettext_lazy("reminders after"),
        required=False,
        help_text=gettext_lazy("So many working days after it was due, such as 1, 3, 5."),
    )
    to_on = forms.DateField(
        label=gettext_lazy("until"), required=False, widget=DAY, help_text=gettext_lazy("First day without it.")
    )

    def clean_remind_before(self) -> list[int]:
        return _distances(self.cleaned_data["remind_before"])

    def clean_remind_after(self) -> list[int]:
        return _distances(self.cleaned_data["remind_after"])

    def terms(self) -> Terms:
        given = {name: self.cleaned_data[name] for name in TermsForm.base_fields}
        return Terms(**given | {"due_rule": DueRule(given["due_rule"])})


class TaskForm(TermsForm):
    """A new task: what it asks about, and how often, is settled with it."""

    cadence = forms.ChoiceField(label=gettext_lazy("how often"), choices=CADENCES)
    measures = forms.ModelMultipleChoiceField(
        Measure.objects.order_by("id"), label=gettext_lazy("measures"), widget=forms.CheckboxSelectMultiple
    )
    typed_in = forms.ChoiceField(
        label=gettext_lazy("amounts are typed in"), choices=TypedIn.choices, initial=TypedIn.WAN
    )
    programmes = forms.ModelMultipleChoiceField(
        Programme.objects.order_by("name"),
        label=gettext_lazy("programmes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Projects listed on one of them in the year of the period; none chosen: all projects."),
    )
    phases = forms.MultipleChoiceField(
        label=gettext_lazy("phases"),
        required=False,
        choices=Phase.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Of projects that are in one of them when the period opens; none chosen: all."),
    )
    units = forms.TypedMultipleChoiceField(
        label=gettext_lazy("units, with those below them"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    from_on = forms.DateField(
        label=gettext_lazy("from"), widget=DAY, help_text=gettext_lazy("The period that holds this day is the first.")
    )
    field_order = ("name", "cadence", "measures", "typed_in", "programmes", "phases", "units", "due_rule", "due_number")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"from_on": viewer.day, "cadence": "month"}
        reviewed = viewer.units(REVIEWING_ROLES)
        states = (state for unit_id, state in viewer.tree.states.items() if unit_id in reviewed)
        self.fields["units"].choices = [(state.unit_id, state.name) for state in states]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("to_on") and given.get("from_on") and given["to_on"] <= given["from_on"]:
            raise ValidationError(_("The task must last at least one day."))
        return given


def _distances(words: str) -> list[int]:
    return sorted({int(found) for found in re.findall(r"\d+", words)})


@dataclass(frozen=True)
class TaskRow:
    task: ReportingTask
    unit: str
    measures: list[Measure]

    @property
    def link(self) -> str:
        return f"{reverse('reports:list')}?task={self.task.pk}"


@readonly
@allowed(can_see_reports)
def task_list(request: ViewerRequest) -> HttpResponse:
    """The tasks that concern this person, and what stands in the way of opening their next period."""
    known = known_to(request)
    tasks = list(known.visible(ReportingTask).order_by("name", "id"))
    columns: dict[int, list[Measure]] = defaultdict(list)
    for asked in AskedMeasure.objects.filter(task_id__in=[task.pk for task in tasks]).select_related("measure"):
        columns[asked.task_id].append(asked.measure)
    next_year = request.today.year + (request.today.month == 12)
    context = {
        "tasks": [TaskRow(task, known.tree.name(task.unit_id), columns[task.pk]) for task in tasks],
        "may_set_up": can_review(request.viewer) and request.as_of is None,
        "unknown_year": None if work_calendar().knows(next_year) else next_year,
    }
    return render(request, "reports/tasks.html", context)


@allowed(can_review)
def new_task(request: ViewerRequest) -> HttpResponse:
    """A new task, asked by the government that this dispatcher works for; its first periods open at once."""
    form = TaskForm(request.POST or None, viewer=request.viewer)
    if form.is_valid():
        given = form.cleaned_data
        set_up_task(
            form.terms(),
            unit=_government(request.viewer),
            cadence=Cadence(given["cadence"]),
            measures=[(measure, TypedIn(given["typed_in"])) for measure in given["measures"]],
            scope=Scope(
                given["programmes"], list(map(Phase, given["phases"])), list(Unit.objects.filter(pk__in=given["units"]))
            ),
            from_on=given["from_on"],
            by=request.user,
            at=now(),
        )
        found = open_periods(today=request.today, at=now(), by=request.user)
        for unknown in found.unknown.values():
            messages.warning(request, unknown.words.in_language(request.LANGUAGE_CODE))
        messages.success(request, _("The task stands; reports asked for at once: %(n)s.") % {"n": len(found.opened)})
        return HttpResponseRedirect(reverse("reports:tasks"), status=303)
    context = {"form": form, "title": _("New reporting task"), "button": _("Set up the task")}
    return render(request, "reports/task.html", context, status=422 if form.is_bound else 200)


@allowed(can_review)
def change_task(request: ViewerRequest, pk: int) -> HttpResponse:
    """Other terms for the periods to come."""
    task = get_object_or_404(ReportingTask.objects.visible_to(request.viewer), pk=pk)
    if task.unit_id not in request.viewer.units(REVIEWING_ROLES):
        raise PermissionDenied
    now_so = {name: getattr(task, name) for name in TermsForm.base_fields}
    for name in ("remind_before", "remind_after"):
        now_so[name] = ", ".join(map(str, now_so[name]))
    form = TermsForm(request.POST or None, initial=now_so)
    if form.is_valid():
        terms = form.terms()
        if terms.to_on is None or terms.to_on > task.from_on:
            change_terms(task, terms, by=request.user, at=now())
            messages.success(request, _("The change stands for periods that open from now on."))
            return HttpResponseRedirect(reverse("reports:tasks"), status=303)
        form.add_error("to_on", _("The task must last at least one day."))
    context = {"form": form, "task": task, "title": str(task), "button": _("Make the change")}
    return render(request, "reports/task.html", context, status=422 if form.is_bound else 200)


def _government(viewer: Viewer) -> Unit:
    """The government that this dispatcher works for."""
    reviewed = viewer.units(REVIEWING_ROLES)
    above = (viewer.tree.government_of(unit_id) for unit_id in viewer.own_units if unit_id in reviewed)
    return Unit.objects.get(pk=next(unit_id for unit_id in above if unit_id is not None))
