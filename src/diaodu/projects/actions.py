"""Verbs of key projects: founding, renaming, listing on a programme."""

from datetime import datetime

from diaodu.accounts.models import Unit, User
from diaodu.facts.actions import cite_typed
from diaodu.facts.models import Subject, SubjectKind
from diaodu.journal.writing import journal_entry
from diaodu.projects.models import Listing, Programme, Project


def found_project(name: str, *, unit: Unit, by: User, at: datetime, code: str | None = None) -> Project:
    """A new key project, managed by a unit."""
    with journal_entry(by=by.pk, at=at, verb="found_project"):
        subject = Subject.objects.create(kind=SubjectKind.PROJECT)
        return Project.objects.create(subject=subject, name=name, unit=unit, code=code)


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


def list_on_programme(project: Project, *, programme: str, year: int, by: User, at: datetime) -> tuple[Listing, bool]:
    """Put a project on the list of a programme, new or known, for a year: (listing, whether it is new)."""
    with journal_entry(by=by.pk, at=at, verb="list_on_programme"):
        named, _ = Programme.objects.get_or_create(name=programme)
        return Listing.objects.get_or_create(project=project, programme=named, year=year)
