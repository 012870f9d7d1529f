"""Correcting a value that was accepted: another value, and the reason why."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diaodu.assessment import actions
from diaodu.facts.actions import Reported, Superseded, Unchanged
from diaodu.facts.figures import NotAFigure, read_figure
from diaodu.facts.models import CORRECTING_ROLES, Fact, NumberUnit
from diaodu.facts.reporting import AskedMeasure
from diaodu.projects.models import Project
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.reports.permissions import can_correct
from diaodu.web.reports.sheet import Column


class CorrectionForm(forms.Form):
    """The right value in the unit of the report, or that nothing was reported after all."""

    value = forms.CharField(label=gettext_lazy("The right value"), required=False, max_length=2000)
    silent = forms.BooleanField(label=gettext_lazy("not reported, after all"), required=False)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, column: Column, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.column = column
        self.fields["value"].help_text = column.unit

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        words, asked = given.get("value", ""), self.column.asked
        if bool(words) == bool(given.get("silent")):
            raise forms.ValidationError(_("Give the right value, or say that nothing was reported."))
        self.number: int | None = None
        if words and not self.column.is_words:
            try:
                self.number = read_figure(words, unit=asked.measure.unit, typed_in=asked.typed_in)
            except NotAFigure as refusal:
                self.add_error("value", str(refusal))
        return given


@allowed(can_correct)
def correct(request: ViewerRequest, pk: int) -> HttpResponse:
    """Another value for an accepted one; both stay, with the reason."""
    facts = Fact.objects.visible_to(request.viewer).current().select_related("measure", "submission__task")
    fact = get_object_or_404(facts, pk=pk, submission__unit_id__in=request.viewer.units(CORRECTING_ROLES))
    assert fact.submission is not None
    column = Column(get_object_or_404(AskedMeasure, task=fact.submission.task, measure=fact.measure))
    form = CorrectionForm(request.POST or None, column=column)
    if form.is_valid():
        text = form.cleaned_data["value"] if fact.measure.unit == NumberUnit.TEXT else ""
        value = Reported(
            fact.subject_id,
            fact.measure_id,
            fact.source_kind,
            form.number,
            text or None,
            typed_by_id=request.user.pk,
        )
        try:
            actions.correct(fact, value=value, reason=form.cleaned_data["reason"], by=request.user, at=now())
        except (Superseded, Unchanged):
            form.add_error(None, _("This is the value that is known already. Load the report again."))
        else:
            messages.success(request, _("Corrected. The earlier value stays in the history with your reason."))
            return HttpResponseRedirect(reverse("reports:report", args=[fact.submission_id]), status=303)
    context = {
        "form": form,
        "fact": fact,
        "shown": column.shown(fact),
        "column": column,
        "project": Project.objects.filter(subject_id=fact.subject_id).first(),
    }
    return render(request, "reports/correct.html", context, status=422 if form.is_bound else 200)
