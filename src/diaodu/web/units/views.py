"""Units: the tree as of a day, one unit through time, and its changes."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from diaodu.accounts.actions import change_unit, end_unit, found_unit, merge_units
from diaodu.accounts.models import Membership, Role, Unit
from diaodu.accounts.tree import UnitTree
from diaodu.accounts.viewer import Viewer
from diaodu.lib.readonly import readonly
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.units.forms import ChangeForm, EndForm, FoundForm
from diaodu.web.units.permissions import can_manage_units, can_see_units, units_shown
from diaodu.web.units.tree_order import in_tree_order


@readonly
@allowed(can_see_units)
def unit_tree(request: ViewerRequest) -> HttpResponse:
    """The units that exist on the day looked at, each below the one it belongs to."""
    tree = UnitTree.on(request.as_of.day) if request.as_of else request.viewer.tree
    people = Counter(Membership.objects.valid_on(tree.day).values_list("unit_id", flat=True))
    shown = units_shown(request.viewer)
    rows = [(depth, state, people[state.unit_id], state.unit_id in shown) for depth, state in in_tree_order(tree)]
    return render(request, "units/tree.html", {"rows": rows, "may_manage": can_manage_units(request.viewer)})


@readonly
@allowed(can_see_units)
def unit_page(request: ViewerRequest, pk: int) -> HttpResponse:
    """One unit: what it was called and where it stood through time, and who worked there."""
    unit = get_object_or_404(Unit, pk=pk, pk__in=units_shown(request.viewer))
    day = request.as_of.day if request.as_of else request.today
    states = list(unit.states.select_related("parent").order_by("-from_on"))
    parents = UnitTree.on(day)
    context = {
        "unit": unit,
        "now": next((state for state in states if state.to_on is None or state.to_on > day), states[0]),
        "states": [(state, parents.name(state.parent_id)) for state in states],
        "members": unit.memberships.valid_on(day).select_related("user").order_by("role", "user__name"),
        "former": unit.memberships.filter(to_on__lte=day).select_related("user").order_by("-to_on"),
        "may_manage": not request.as_of and unit.pk in request.viewer.units([Role.ADMINISTRATOR]),
    }
    return render(request, "units/unit.html", context)


def managed_unit(viewer: Viewer, pk: int) -> Unit:
    """A unit that this person administers."""
    return get_object_or_404(Unit, pk=pk, pk__in=viewer.units([Role.ADMINISTRATOR]))


def carry_out(form: forms.Form, verb: Callable[..., Any], *args: Any, **given: Any) -> bool:
    """Does it, or puts the words of the refusal on the form."""
    try:
        verb(*args, by=given.pop("by"), at=timezone.now(), **given)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


@allowed(can_manage_units)
def found(request: ViewerRequest, pk: int) -> HttpResponse:
    """A new unit, at first below this one."""
    above = managed_unit(request.viewer, pk)
    form = FoundForm(request.POST or None, viewer=request.viewer, initial={"parent": above.pk})
    if form.is_valid() and carry_out(form, found_unit, by=request.user, **form.cleaned_data):
        messages.success(request, _("%(unit)s has been founded.") % {"unit": form.cleaned_data["name"]})
        return redirect("units:unit", Unit.objects.get(code=form.cleaned_data["code"]).pk)
    return _form_page(request, above, form, title=_("New unit"), button=_("Found the unit"))


@allowed(can_manage_units)
def change(request: ViewerRequest, pk: int) -> HttpResponse:
    """Another name, place, code or group from a day on."""
    unit = managed_unit(request.viewer, pk)
    form = ChangeForm(request.POST or None, viewer=request.viewer, state=unit.states.get(to_on=None))
    if form.is_valid() and carry_out(form, change_unit, unit, by=request.user, **form.cleaned_data):
        messages.success(request, _("The change stands."))
        return redirect("units:unit", pk)
    return _form_page(request, unit, form, title=_("Rename or move"), button=_("Make the change"))


@allowed(can_manage_units)
def end(request: ViewerRequest, pk: int) -> HttpResponse:
    """The unit ends, alone or into another."""
    unit = managed_unit(request.viewer, pk)
    form = EndForm(request.POST or None, viewer=request.viewer)
    if form.is_valid():
        day, into = form.cleaned_data["to_on"], form.cleaned_data["into"]
        done = (
            carry_out(form, merge_units, [unit], into=into, on=day, by=request.user)
            if into
            else carry_out(form, end_unit, unit, to_on=day, by=request.user)
        )
        if done:
            messages.success(request, _("The unit has ended. Earlier days still show it."))
            return redirect("units:tree")
    return _form_page(request, unit, form, title=_("End or merge"), button=_("End the unit"), is_grave=True)


def _form_page(request: ViewerRequest, unit: Unit, form: forms.Form, **words: Any) -> HttpResponse:
    name, status = request.viewer.tree.name(unit.pk), 422 if form.is_bound else 200
    return render(request, "units/form.html", {"unit": unit, "unit_name": name, "form": form, **words}, status=status)
