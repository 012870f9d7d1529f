"""Forms on units and people."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.accounts.models import Role, Unit, UnitKind, UnitState, User
from diaodu.accounts.viewer import Viewer
from diaodu.web.units.tree_order import in_tree_order


def day_field(label: Any, *, first: date, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, initial=first, help_text=help_text, widget=widget)


class UnitChoice(forms.TypedChoiceField):
    """One of the units that the administrator's roles reach, indented as the tree stands."""

    def __init__(self, viewer: Viewer, **kwargs: Any) -> None:
        mine = viewer.units([Role.ADMINISTRATOR])
        choices = [
            (state.unit_id, "　" * depth + state.name)
            for depth, state in in_tree_order(viewer.tree)
            if state.unit_id in mine
        ]
        if not kwargs.get("required", True):
            choices.insert(0, ("", "—"))  # type: ignore[arg-type]
        super().__init__(choices=choices, coerce=lambda pk: Unit.objects.get(pk=pk), empty_value=None, **kwargs)


class StateForm(forms.Form):
    """What changes with time about a unit."""

    name = forms.CharField(label=pgettext_lazy("unit", "name"), max_length=100)
    kind = forms.ChoiceField(label=_("kind"), choices=UnitKind.choices)
    region_code = forms.RegexField(
        r"^\d{6}(\d{3}|\d{6})?$", label=_("region code"), required=False, help_text=_("6, 9 or 12 digits.")
    )
    assessment_group = forms.CharField(label=_("assessment group"), max_length=40, required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = UnitChoice(viewer, label=_("Below"))
        self.fields["from_on"] = day_field(
            _("from"), first=viewer.day, help_text=_("What was before this day stays as it was.")
        )


class FoundForm(StateForm):
    code = forms.CharField(
        label=_("unit code"),
        max_length=30,
        help_text=_("For files and programs; it never changes, whatever the unit is called."),
    )
    field_order = ("name", "code", "kind", "parent")

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if Unit.objects.filter(code=code).exists():
            raise forms.ValidationError(_("Another unit has this code."))
        return code


class ChangeForm(StateForm):
    def __init__(self, *args: Any, viewer: Viewer, state: UnitState, **kwargs: Any) -> None:
        fields = ("name", "kind", "region_code", "assessment_group")
        first = {field: getattr(state, field) for field in fields} | {"parent": state.parent_id}
        super().__init__(*args, viewer=viewer, initial=first, **kwargs)
        if state.parent_id is None:
            del self.fields["parent"]


class EndForm(forms.Form):
    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_on"] = day_field(_("First day without it"), first=viewer.day)
        self.fields["into"] = UnitChoice(
            viewer, label=_("Merged into"), required=False, help_text=_("What stands below it moves there.")
        )


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("role"), choices=Role.choices)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"] = day_field(_("from"), first=viewer.day)


class PersonForm(RoleForm):
    """A new person, or one who is known already and takes up another role."""

    username = forms.CharField(
        label=_("user name"),
        max_length=60,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Of someone who is known already: they get the role here besides those they hold."),
    )
    name = forms.CharField(
        label=pgettext_lazy("person", "name"), max_length=60, required=False, help_text=_("Needed for a new person.")
    )
    field_order = ("username", "name", "role", "from_on")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self.known = User.objects.filter(username__iexact=given.get("username")).first()
        if self.known is None and "username" in given and not given.get("name"):
            self.add_error("name", _("Nobody has this user name yet: give the name of the new person."))
        return given


class EndRoleForm(forms.Form):
    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_on"] = day_field(_("First day without the role"), first=viewer.day)
