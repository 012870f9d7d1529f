"""Filters and order of the ledgers, as they stand in the address of the page."""

from typing import Any, Literal, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.known import Known
from diaodu.meetings.models import Meeting
from diaodu.meetings.taking_up import by_last_meeting, never_taken_up, taken_up_at

Row = TypeVar("Row", bound=Model)

NEVER = "never"
SORTS = ("name", "-name", "taken_up", "-taken_up")


class LedgerForm(forms.Form):
    """What a ledger of projects or leads can be narrowed by. A value that says nothing narrows nothing."""

    name = forms.CharField(label=_("Name contains"), required=False, max_length=60)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    meeting = forms.RegexField(rf"^([0-9]{{1,9}}|{NEVER})$", required=False, widget=forms.HiddenInput)
    sort = forms.ChoiceField(choices=[(sort, sort) for sort in SORTS], required=False, widget=forms.HiddenInput)

    def __init__(
        self, asked: QueryDict, *, known: Known, kind: Literal["project", "lead"], model: type[Model], **kwargs: Any
    ) -> None:
        super().__init__(asked, **kwargs)
        self.known, self.kind = known, kind
        managing = known.visible(model).order_by().values_list("unit_id", flat=True).distinct()
        names = sorted((known.tree.name(unit_id), unit_id) for unit_id in managing)
        self.fields["unit"].choices = [("", _("All units")), *((str(pk), name) for name, pk in names)]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def order(self) -> str:
        return self.chosen.get("sort", "name")

    @property
    def is_narrowing(self) -> bool:
        return not self.chosen.keys() <= {"sort"}

    def meeting_asked(self) -> Meeting | None:
        """The meeting that took up what is listed, if the address names one that the viewer may see."""
        asked = self.chosen.get("meeting", NEVER)
        return None if asked == NEVER else self.known.visible(Meeting).filter(id=asked).first()

    def narrowed(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        chosen = self.chosen
        if "name" in chosen:
            rows = rows.filter(name__icontains=chosen["name"])
        if "unit" in chosen:
            rows = rows.filter(unit_id=chosen["unit"])
        if chosen.get("meeting") == NEVER:
            rows = never_taken_up(rows, self.known, self.kind)
        elif "meeting" in chosen:
            rows = taken_up_at(rows, self.known, self.kind, int(chosen["meeting"]))
        return rows

    def sorted(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        if self.order.endswith("name"):
            return rows.order_by(self.order, "id")
        return by_last_meeting(rows, self.known, self.kind, is_descending=self.order.startswith("-"))
