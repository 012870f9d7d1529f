"""Verbs of a project itself: founding, renaming, describing, listing on a programme, sharing among units."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from diaodu.accounts.models import Unit, User
from diaodu.facts.actions import Cell, cite_cell, cite_typed
from diaodu.facts.models import Subject, SubjectKind
from diaodu.journal.writing import journal_entry
from diaodu.projects.models import Listing, Programme, Project, Share, ShareKind
from diaodu.projects.models.projects import WHOLE
from diaodu.projects.refusals import Refused, check_fields

# What `describe_project` may set. Name, phase, shares and funding have verbs of their own.
DESCRIBED = (
    "code", "construction_type", "industry", "content", "total_investment_fen", "place", "longitude", "latitude",
    "parent", "starred", "sponsor", "responsible", "owner",
    "planned_start_on", "actual_start_on", "planned_finish_on", "actual_finish_on",
)  # fmt: skip


def found_project(name: str, *, unit: Unit, by: User, at: datetime, code: str | None = None) -> Project:
    """A new key project, managed by a unit."""
    with journal_entry(by=by.pk, at=at, verb="found_project"):
        project = Project(name=name, unit=unit, code=code)
        check_fields(project, "name", "code")
        _code_is_free(project)
        project.subject = Subject.objects.create(kind=SubjectKind.PROJECT)
        project.save()
        return project


def rename_project(project: Project, *, name: str, reason: str, by: User, at: datetime) -> Project:
    """Another name from now on, which rests on who typed it; the journal keeps the old one and the reason."""
    with journal_entry(by=by.pk, at=at, verb="rename_project"):
        project = Project.objects.select_for_update().get(pk=project.pk)
        if project.name != name:
            project.name = name
            project._change_reason = reason  # type: ignore[attr-defined]  # where the history looks for it
            project.save()
            cite_typed(project.subject, "name", None, typed=name, by=by)
    return project


def describe_project(
    project: Project, changes: Mapping[str, Any], *, by: User, at: datetime, cells: Mapping[str, Cell] | None = None
) -> Project:
    """Set fields of `DESCRIBED`; each that changes rests on its cell, or else on who typed it."""
    if unknown := set(changes) - set(DESCRIBED):
        raise ValueError(f"not described here: {sorted(unknown)}")
    with journal_entry(by=by.pk, at=at, verb="describe_project"):
        project = Project.objects.select_for_update().get(pk=project.pk)
        changed = {name: value for name, value in changes.items() if getattr(project, name) != value}
        if project.code and "code" in changed:
            raise Refused(_("A project code never changes. Found another project if this is another one."), "code")
        for name, value in changed.items():
            setattr(project, name, value)
        _hold_to_the_rules(project, changed)
        if changed:
            project.save()
        for name, value in changed.items():
            if cells and name in cells:
                cite_cell(project.subject, name, cells[name])
            else:
                cite_typed(project.subject, name, None, typed="" if value is None else str(value), by=by)
    return project


def _hold_to_the_rules(project: Project, changed: Mapping[str, Any]) -> None:
    check_fields(project, *changed)
    if "code" in changed:
        _code_is_free(project)
    if (project.longitude is None) != (project.latitude is None):
        raise Refused(_("A point has a longitude and a latitude."), "latitude")
    for name, most in (("longitude", 180), ("latitude", 90)):
        if (value := getattr(project, name)) is not None and abs(value) > most * 1_000_000:
            raise Refused(_("There is no such point on Earth."), name)
    above = project.parent_id if "parent" in changed else None
    while above is not None:
        if above == project.pk:
            raise Refused(_("A project cannot be part of itself, or of one of its own parts."), "parent")
        above = Project.objects.values_list("parent_id", flat=True).get(pk=above)


def _code_is_free(project: Project) -> None:
    if project.code and Project.objects.filter(code=project.code).exclude(pk=project.pk).exists():
        raise Refused(_("Another project has this code."), "code")


def list_on_programme(project: Project, *, programme: str, year: int, by: User, at: datetime) -> tuple[Listing, bool]:
    """Put a project on the list of a programme, new or known, for a year: (listing, whether it is new)."""
    with journal_entry(by=by.pk, at=at, verb="list_on_programme"):
        named, _created = Programme.objects.get_or_create(name=programme)
        return Listing.objects.get_or_create(project=project, programme=named, year=year)


def set_shares(project: Project, kind: ShareKind, parts: Mapping[Unit, int], *, by: User, at: datetime) -> None:
    """Who shares a project in one way, in hundredths of a percent: the whole, or nobody."""
    if parts and sum(parts.values()) != WHOLE:
        raise Refused(_("The shares have to sum to 100 %."), "shares")
    if any(part <= 0 for part in parts.values()):
        raise Refused(_("A share is more than nothing: leave out who has none."), "shares")
    with journal_entry(by=by.pk, at=at, verb="set_shares"):
        project = Project.objects.select_for_update().get(pk=project.pk)
        if kind == ShareKind.MANAGED and parts and project.unit_id not in {unit.pk for unit in parts}:
            raise Refused(_("The unit that manages the project has a share of its own."), "shares")
        kept = {share.unit_id: share for share in project.shares.filter(kind=kind)}
        for unit, hundredths in parts.items():
            share = kept.pop(unit.pk, None) or Share(project=project, unit=unit, kind=kind)
            if share.hundredths != hundredths:
                share.hundredths = hundredths
                share.save()
        for share in kept.values():
            share.delete()
        words = "、".join(f"{unit} {hundredths / 100:g}%" for unit, hundredths in parts.items())
        cite_typed(project.subject, f"shares:{kind}", None, typed=words, by=by)
