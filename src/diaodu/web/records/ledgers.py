"""Filters and order of the ledgers, as they stand in the address of the page."""

from typing import Any, Literal, TypeVar

from django import forms
from django.db.models import F, Model, OuterRef, QuerySet, Subquery
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.known import Known
from diaodu.meetings.models import AgendaEntry, Meeting

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
            rows = rows.filter(id__in=self._entries().filter(meeting_id=chosen["meeting"]).values(f"{self.kind}_id"))
        return rows

    def sorted(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        if self.order.endswith("name"):
            return rows.order_by(self.order, "id")
        taken_up_at = self._entries().filter(**{f"{self.kind}_id": OuterRef(OuterRef("id"))}).values("meeting_id")
        days = self.known.visible(Meeting).filter(id__in=taken_up_at).order_by(F("held_on").desc(nulls_last=True))
        last = F("last_taken_up_on")
        by_day = last.desc(nulls_last=True) if self.order == "-taken_up" else last.asc(nulls_last=True)
        dated: QuerySet[Row] = rows.annotate(last_taken_up_on=Subquery(days.values("held_on")[:1]))  # type: ignore[assignment]
        return dated.order_by(by_day, "name", "id")

    def _entries(self) -> QuerySet[AgendaEntry]:
        return self.known.rows(AgendaEntry)


def never_taken_up(rows: QuerySet[Row], known: Known, kind: Literal["project", "lead"]) -> QuerySet[Row]:
    """Those that no meeting has taken up."""
    entries = known.rows(AgendaEntry).filter(**{f"{kind}_id__isnull": False})
    return rows.exclude(id__in=entries.values(f"{kind}_id"))
