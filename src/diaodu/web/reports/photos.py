"""Photos of a project beside its report: taken with the phone, sent in two taps."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diaodu.projects.actions import add_photo
from diaodu.projects.models import Photo, Project
from diaodu.projects.refusals import Refused
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.records.known import known_to
from diaodu.web.reports.permissions import can_report
from diaodu.web.reports.sheet import Sheet
from diaodu.web.reports.steps import own_submission

SHOWN = 12


class PhotoForm(forms.Form):
    """One picture. The camera's own date counts, where it wrote one."""

    file = forms.FileField(
        label=gettext_lazy("Photo"), widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"})
    )
    caption = forms.CharField(label=gettext_lazy("caption"), max_length=200, required=False)


@allowed(can_report)
def photos(request: ViewerRequest, pk: int, subject: int) -> HttpResponse:
    """The latest photos of one project of the report, and the form that adds another."""
    submission = own_submission(request, pk)
    asked = get_object_or_404(submission.asked, subject_id=subject)
    project = get_object_or_404(Project, subject_id=asked.subject_id)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        given = {"name": file.name, "size": file.size, "caption": form.cleaned_data["caption"]}
        try:
            add_photo(project, file, by=request.user, at=now(), **given)
        except Refused as refusal:
            form.add_error("file" if refusal.field == "file" else None, refusal.words)
        else:
            messages.success(request, _("The photo is kept with the project."))
            return HttpResponseRedirect(reverse("reports:photos", args=[pk, subject]), status=303)
    context = {
        "form": form,
        "project": project,
        "submission": submission,
        "period": Sheet(submission, known_to(request)).period,
        "photos": Photo.objects.filter(project=project).select_related("source")[:SHOWN],
    }
    return render(request, "reports/photos.html", context, status=422 if form.is_bound else 200)
