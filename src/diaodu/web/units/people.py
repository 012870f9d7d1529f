"""People at units: adding them, their roles, a new password."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from diaodu.accounts.actions import add_person, end_membership, give_password, grant_role
from diaodu.accounts.models import Membership, Role, User
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.units.forms import EndRoleForm, PersonForm
from diaodu.web.units.permissions import can_manage_units
from diaodu.web.units.views import carry_out, managed_unit

# No letters or digits that look alike: it is read out over the telephone.
ONE_TIME = "23456789abcdefghjkmnpqrstuvwxyz"


def one_time_password() -> str:
    return "-".join(get_random_string(4, ONE_TIME) for _ in range(4))


@allowed(can_manage_units)
def add(request: ViewerRequest, pk: int) -> HttpResponse:
    """A role here for a new or a known person. A new one gets a password, shown this once."""
    unit = managed_unit(request.viewer, pk)
    form = PersonForm(request.POST or None, viewer=request.viewer)
    context = {"unit": unit, "unit_name": request.viewer.tree.name(pk), "form": form}
    if form.is_valid():
        given, password = form.cleaned_data, one_time_password()
        with transaction.atomic():
            person = form.known or add_person(
                username=given["username"], name=given["name"], password=password, by=request.user, at=timezone.now()
            )
            granted = carry_out(
                form, grant_role, user=person, unit=unit, role=given["role"], from_on=given["from_on"], by=request.user
            )
        if granted and form.known:
            messages.success(request, _("%(person)s now holds the role.") % {"person": person.name})
            return redirect("units:unit", pk)
        if granted:
            return render(request, "units/password.html", {**context, "person": person, "password": password})
    words = {"title": _("Add a person"), "button": _("Add the person")}
    return render(request, "units/form.html", {**context, **words}, status=422 if form.is_bound else 200)


@allowed(can_manage_units)
def end_role(request: ViewerRequest, pk: int) -> HttpResponse:
    """A role ends on a day."""
    membership = get_object_or_404(Membership.objects.select_related("user", "unit"), pk=pk, to_on=None)
    unit = managed_unit(request.viewer, membership.unit_id)
    form = EndRoleForm(request.POST or None, viewer=request.viewer)
    if form.is_valid() and carry_out(form, end_membership, membership, by=request.user, **form.cleaned_data):
        messages.success(request, _("The role has ended."))
        return redirect("units:unit", unit.pk)
    words = {"person": membership.user.name, "role": membership.get_role_display()}
    context = {
        "unit": unit,
        "unit_name": request.viewer.tree.name(unit.pk),
        "form": form,
        "title": _("End the role of %(person)s as %(role)s") % words,
        "button": _("End the role"),
        "is_grave": True,
    }
    return render(request, "units/form.html", context, status=422 if form.is_bound else 200)


@require_POST
@allowed(can_manage_units)
def new_password(request: ViewerRequest, pk: int) -> HttpResponse:
    """A temporary password, shown this once, for someone whose units this person administers, all of them."""
    mine = request.viewer.units([Role.ADMINISTRATOR])
    elsewhere = Membership.objects.valid_on(request.today).exclude(unit__in=mine).values("user")
    people = User.objects.filter(memberships__unit__in=mine).exclude(pk__in=elsewhere)
    person = get_object_or_404(people.distinct(), pk=pk)
    unit = person.memberships.filter(unit__in=mine).order_by("-from_on")[0].unit
    password = one_time_password()
    give_password(person, password=password, by=request.user, at=timezone.now())
    context = {"unit": unit, "unit_name": request.viewer.tree.name(unit.pk), "person": person, "password": password}
    return render(request, "units/password.html", context)
