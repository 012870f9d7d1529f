"""The history of a project's record: its own fields, and everything that belongs to it."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from diaodu.accounts.known import Known
from diaodu.accounts.models import Unit, User
from diaodu.facts.figures import shown_figure
from diaodu.facts.reporting import TypedIn
from diaodu.projects.measures import MEASURES
from diaodu.projects.models import (
    AnnualPlan,
    Approval,
    BenefitPromise,
    Extension,
    Firm,
    FundingLine,
    Listing,
    Milestone,
    Participation,
    Photo,
    Plan,
    Programme,
    Project,
    Share,
    TaskForce,
    WorkItem,
)
from diaodu.web.projects.figures import wan
from diaodu.web.projects.parts import quantity
from diaodu.web.records.changes import Change, Shown, Track, changes_of

# What belongs to a project, and the field that a row of it goes by.
PARTS: tuple[tuple[type[models.Model], str], ...] = (
    (Share, "unit"),
    (FundingLine, "kind"),
    (AnnualPlan, "year"),
    (Milestone, "name"),
    (WorkItem, "name"),
    (BenefitPromise, "measure"),
    (Approval, "document"),
    (Photo, "source"),
    (Participation, "firm"),
    (TaskForce, "leader"),
    (Plan, "approved_on"),
)
# Told by the place of the row, or by other words of the page.
UNTOLD = {"id", "subject", "project", "milestone", "points", "image", "nodes_due", "is_camera_date", "order"}
# Of a row that is told by its name: what the camera wrote stands on the picture, not in the history.
UNTOLD_OF_PARTS = UNTOLD | {"source", "width", "height", "longitude", "latitude"}
UNITS = {row.code: row.unit for row in MEASURES}


def changes_of_project(known: Known, project: Project) -> list[Change]:
    words = _Words(known)
    own = Track(Project.history.filter(id=project.pk), lambda row: words.fields(Project, row))
    listed = Track(Listing.history.filter(project_id=project.pk), words.listing)
    tracks = [Track(model.history.filter(project_id=project.pk), words.part(model, by)) for model, by in PARTS]  # type: ignore[attr-defined]
    nodes = Milestone.history.filter(project_id=project.pk).values("id")
    asked = Track(Extension.history.filter(milestone_id__in=nodes), words.part(Extension, "from_on"))
    return changes_of(known, own, listed, *tracks, asked)


def former_names(known: Known, project: Project) -> list[tuple[str, str]]:
    """The names that the project had before the present one, the latest first, each with the day on which it ended."""
    rows = Project.history.filter(id=project.pk)
    if known.position is not None:
        rows = rows.filter(position__lte=known.position)
    found: list[tuple[str, str]] = []
    before = None
    for row in rows.order_by("history_id"):
        if before is not None and before.name != row.name:
            found.append((before.name, localdate(row.history_date).isoformat()))
        before = row
    return [pair for pair in reversed(found) if pair[0] != project.name]


class _Words:
    """Rows of histories in words. Names of units, firms and people are looked up once."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self._named: dict[type[models.Model], Callable[[int], str]] = {
            Unit: known.tree.name,
            Firm: cache(lambda pk: str(Firm.objects.get(pk=pk))),
            User: cache(lambda pk: str(User.objects.get(pk=pk))),
            Project: cache(lambda pk: str(Project.objects.get(pk=pk))),
        }
        self._programmes: dict[int, str] = {}

    def fields(self, model: type[models.Model], row: Any, before: str = "") -> Shown:
        shown: Shown = {}
        for field in model._meta.concrete_fields:
            if field.name not in (UNTOLD_OF_PARTS if before else UNTOLD):
                shown[f"{before}{self._label(model, field)}"] = self._value(row, field)
        return shown

    def part(self, model: type[models.Model], by: str) -> Callable[[Any], Shown]:
        """Each field behind the words that the row goes by, so that two rows in one entry are told apart."""
        field = model._meta.get_field(by)
        assert isinstance(field, models.Field)
        return lambda row: self.fields(model, row, f"{self._value(row, field)} · ")

    def listing(self, row: Any) -> Shown:
        if row.programme_id not in self._programmes:
            self._programmes = dict(Programme.objects.values_list("id", "name"))
        return {_("Programme"): f"{self._programmes.get(row.programme_id, '')} {row.year}"}

    def _label(self, model: type[models.Model], field: "models.Field[Any, Any]") -> str:
        if model is Project and field.name == "name":
            return pgettext("project", "Name")
        words = str(field.verbose_name)
        return words[:1].upper() + words[1:]

    def _value(self, row: Any, field: "models.Field[Any, Any]") -> str:
        value = getattr(row, field.attname)
        if value is None or value is False or value == "":
            return ""
        if value is True:
            return _("yes")
        if isinstance(field, models.ForeignKey):
            named = self._named.get(field.related_model)
            return named(value) if named else str(getattr(row, field.name))
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if field.name == "amount":
            unit = UNITS[row.measure]
            return shown_figure(value, unit=unit, typed_in=TypedIn.WAN)
        return _number(field.name, value)


def _number(name: str, value: Any) -> str:
    if name.endswith("_fen"):
        return f"{wan(value)} {_('ten thousand yuan')}"
    if name == "planned_thousandths":
        return quantity(value)
    return f"{value / 100:g}%" if name == "hundredths" else str(value)
