"""The records that can be searched, and the fields that hold their words."""

from dataclasses import dataclass
from typing import Any

from diaodu.leads.models import Lead
from diaodu.meetings.models import Directive, Meeting
from diaodu.projects.models import Project


@dataclass(frozen=True)
class Searched:
    """A kind of record: a historied model, and its fields whose words find it."""

    kind: str
    model: Any
    fields: tuple[str, ...]


SEARCHED = (
    Searched("project", Project, ("name", "code")),
    Searched("lead", Lead, ("name",)),
    Searched("meeting", Meeting, ("title",)),
    Searched("directive", Directive, ("text", "party")),
)
