"""Edits of cells, many at once: each is saved, refused in words, or held back since somebody else was there first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from diaodu.accounts.models import User
from diaodu.accounts.viewer import Viewer
from diaodu.assessment.tasks import recompute_touched
from diaodu.facts.figures import EPOCH, NotAFigure, read_figure
from diaodu.facts.models import NumberUnit
from diaodu.facts.reporting import TypedIn
from diaodu.journal.writing import journal_entry
from diaodu.ledger.cells import CHOICES, field_words
from diaodu.ledger.columns import BY_CODE, Column, Kind
from diaodu.projects.actions import describe_project, set_phase
from diaodu.projects.models import Phase, Project
from diaodu.projects.refusals import Refused
from diaodu.projects.rights import may_keep

YES = {"是", "有", "★", "☆", "yes", "y", "true", "1"}
NO = {"否", "无", "", "no", "n", "false", "0"}
LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True)
class Edit:
    """What somebody typed into a cell. `seen` is the position of the journal at which they had read it."""

    project_id: int
    column: str
    words: str
    seen: int


@dataclass(frozen=True)
class Theirs:
    """What somebody else has put there since."""

    words: str | None
    by: str
    at: datetime


@dataclass(frozen=True)
class Outcome:
    """What became of an edit: the cell as it stands now, and why it is not what was typed."""

    edit: Edit
    words: str | None
    refused: str = ""
    theirs: Theirs | None = None

    @property
    def is_saved(self) -> bool:
        return not self.refused and self.theirs is None


@dataclass(frozen=True)
class Edited:
    """All outcomes, in the order of the edits, and the position that they were saved under."""

    position: int
    at: datetime
    outcomes: list[Outcome]


def edit_cells(edits: Sequence[Edit], *, viewer: Viewer, at: datetime) -> Edited:
    """Save every edit that can be saved: one that cannot keeps none of the others back."""
    visible = Project.objects.visible_to(viewer).filter(pk__in={edit.project_id for edit in edits})
    with journal_entry(by=viewer.user.pk, at=at, verb="edit_cells") as entry:
        projects = {project.pk: project for project in visible.select_for_update(of=("self",))}
        outcomes = [_edit(edit, projects, viewer, at) for edit in edits]
        if any(outcome.is_saved for outcome in outcomes):
            recompute_touched.enqueue()
        return Edited(entry.position, entry.recorded_at, outcomes)


def why_not(column: Column | None, project: Project | None, viewer: Viewer) -> str:
    """Why this person may not edit the cell here; empty when they may."""
    if column is None or project is None:
        return _("There is no such cell, or it is not yours to see.")
    if column.not_here is not None:
        return column.not_here.in_language(get_language() or "zh")
    if not may_keep(viewer, project):
        return _("Only the office, and the reporter of the managing unit, keep this record.")
    if column.code == "code" and project.code:
        return _("A project code never changes.")
    return ""


def _edit(edit: Edit, projects: dict[int, Project], viewer: Viewer, at: datetime) -> Outcome:
    column, project = BY_CODE.get(edit.column), projects.get(edit.project_id)
    if refused := why_not(column, project, viewer):
        standing = field_words(project, column) if project and column and column.not_here is None else None
        return Outcome(edit, standing, refused)
    assert column is not None
    assert project is not None
    try:
        value = read_value(column, edit.words)
        if getattr(project, column.name) != value:
            if theirs := _changed_since(project, column, edit.seen, viewer.user):
                return Outcome(edit, field_words(project, column), theirs=theirs)
            projects[project.pk] = project = _save(project, column, value, viewer.user, at)
    except (NotAFigure, Refused) as refusal:
        return Outcome(edit, field_words(project, column), str(refusal))
    return Outcome(edit, field_words(project, column))


def _save(project: Project, column: Column, value: Any, by: User, at: datetime) -> Project:
    if column.name == "phase":
        return set_phase(project, Phase(value), on=localdate(at), by=by, at=at)
    return describe_project(project, {column.name: value}, by=by, at=at)


def _changed_since(project: Project, column: Column, seen: int, by: User) -> Theirs | None:
    """The last change of the field that somebody else made after the position; one's own are no conflict."""
    history = Project.history.filter(id=project.pk)
    earlier = history.filter(position__lte=seen).order_by("-history_id").first()
    last, before = None, earlier
    for row in history.filter(position__gt=seen).order_by("history_id"):
        if before is None or getattr(row, column.name) != getattr(before, column.name):
            last = row
        before = row
    if last is None or last.history_user_id == by.pk:
        return None
    person = User.objects.filter(pk=last.history_user_id).values_list("name", flat=True).first()
    return Theirs(field_words(project, column), person or _("the system"), last.history_date)


def read_value(column: Column, words: str) -> Any:
    """What the words say for the field. Raises NotAFigure or Refused, which tell what to type instead."""
    words = words.strip()
    return _READERS[column.kind](column, words)


def _number(column: Column, words: str) -> int | None:
    return read_figure(words, unit=column.number_unit, typed_in=TypedIn.WAN) if words else None


def _day(column: Column, words: str) -> Any:
    if not words:
        return None
    return EPOCH.fromordinal(EPOCH.toordinal() + read_figure(words, unit=NumberUnit.DATE, typed_in=TypedIn.WAN))


def _yes_no(column: Column, words: str) -> bool:
    if words.lower() not in YES | NO:
        raise Refused(_("Type yes or no."), column.name)
    return words.lower() in YES


def _choice(column: Column, words: str) -> str:
    """By its code, or by its words in either language."""
    choices = CHOICES[column.name]
    if not words and column.name != "phase":
        return ""
    for language in LANGUAGES:
        with override(language):
            for value, label in choices.choices:
                if words.casefold() in (value, str(label).casefold()):
                    return str(value)
    listed = "、".join(str(label) for _value, label in choices.choices)
    raise Refused(_("“%(words)s” is none of these: %(listed)s.") % {"words": words, "listed": listed}, column.name)


def _words(column: Column, words: str) -> str | None:
    return words if words or column.name != "code" else None


_READERS: dict[Kind, Callable[[Column, str], Any]] = {
    Kind.WORDS: _words,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
    Kind.DAY: _day,
    Kind.NUMBER: _number,
}
