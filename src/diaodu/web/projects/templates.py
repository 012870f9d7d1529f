"""Node templates: those that ship, and those that a city writes for itself."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from diaodu.accounts.models import Unit
from diaodu.accounts.viewer import Viewer
from diaodu.lib.readonly import readonly
from diaodu.projects.actions import TemplatePart, write_template
from diaodu.projects.models import NodeKind, NodeTemplate
from diaodu.projects.refusals import Refused
from diaodu.projects.rights import DECIDING_ROLES
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.projects.permissions import can_decide, can_see_projects


class TemplateForm(forms.Form):
    """A template as two lists of names, one node a line."""

    name = forms.CharField(label=pgettext_lazy("node template", "Name"), max_length=60)
    preparation = forms.CharField(
        label=gettext_lazy("Nodes before the start"), widget=forms.Textarea, max_length=4000, required=False,
        help_text=gettext_lazy("One a line."),
    )  # fmt: skip
    construction = forms.CharField(
        label=gettext_lazy("Nodes of construction"), widget=forms.Textarea, max_length=4000, required=False,
        help_text=gettext_lazy("One a line, in the order in which they are built."),
    )  # fmt: skip
    is_chain = forms.BooleanField(
        label=gettext_lazy("Each node of construction follows the one above it"), required=False, initial=True
    )

    def parts(self) -> list[TemplatePart]:
        typed = self.cleaned_data
        found = [TemplatePart(name, NodeKind.PREPARATION) for name in _lines(typed["preparation"])]
        before = ""
        for name in _lines(typed["construction"]):
            found.append(TemplatePart(name, NodeKind.CONSTRUCTION, before))
            before = name if typed["is_chain"] else ""
        return found


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


@readonly
@allowed(can_see_projects)
def template_list(request: ViewerRequest) -> HttpResponse:
    """The templates that this person may lay, with their nodes."""
    templates = NodeTemplate.objects.visible_to(request.viewer).prefetch_related("nodes")
    own = request.viewer.units(DECIDING_ROLES)
    rows = [(row, request.viewer.tree.name(row.unit_id), row.unit_id in own) for row in templates]
    return render(request, "projects/templates.html", {"rows": rows, "may_write": can_decide(request.viewer)})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_decide)
def write(request: ViewerRequest, pk: int | None = None) -> HttpResponse:
    """A new template, perhaps from another one; or one's own, written anew."""
    template = _own(request, pk) if pk else None
    copied = request.GET.get("from", "")
    model = template or (_visible(request, int(copied)) if copied.isdecimal() and len(copied) < 19 else None)
    form = TemplateForm(request.POST if request.method == "POST" else None, initial=_now(model, is_copy=not template))
    if form.is_bound and form.is_valid():
        unit = template.unit if template and template.unit else _government(request.viewer)
        try:
            write_template(
                template, name=form.cleaned_data["name"], unit=unit, parts=form.parts(), by=request.user, at=now()
            )
        except Refused as refused:
            form.add_error("name" if refused.field == "name" else None, refused.words)
        else:
            messages.success(request, _("The template is saved. What was laid from it before stays as it is."))
            return HttpResponseRedirect(reverse("projects:templates"), status=303)
    return render(
        request, "projects/template.html", {"form": form, "template": template}, status=422 if form.errors else 200
    )


def _own(request: ViewerRequest, pk: int) -> NodeTemplate:
    template = _visible(request, pk)
    if template.unit_id not in request.viewer.units(DECIDING_ROLES):
        raise PermissionDenied
    return template


def _visible(request: ViewerRequest, pk: int) -> NodeTemplate:
    return get_object_or_404(NodeTemplate.objects.visible_to(request.viewer), pk=pk)


def _government(viewer: Viewer) -> Unit:
    """The government whose dispatch office this person works in."""
    own = next(unit for unit in viewer.own_units if unit in viewer.units(DECIDING_ROLES))
    return Unit.objects.get(pk=viewer.tree.government_of(own) or own)


def _now(model: NodeTemplate | None, *, is_copy: bool) -> dict[str, Any]:
    if model is None:
        return {}
    nodes = list(model.nodes.all())
    names = {kind: "\n".join(node.name for node in nodes if node.kind == kind) for kind in NodeKind}
    return {
        "name": "" if is_copy else model.name,
        "preparation": names[NodeKind.PREPARATION],
        "construction": names[NodeKind.CONSTRUCTION],
        "is_chain": any(node.follows_id for node in nodes),
    }
