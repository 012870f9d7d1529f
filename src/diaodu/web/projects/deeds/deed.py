"""A deed: one form that changes one thing about a project, and the verb that it calls."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django import forms
from django.forms import BoundField

from diaodu.accounts.models import User
from diaodu.accounts.viewer import Viewer
from diaodu.projects.models import Project
from diaodu.projects.refusals import Refused
from diaodu.projects.rights import may_decide, may_keep

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Record = TypeVar("Record")


class Deed(forms.Form):
    """The base of the forms. `about` is the record that it changes; its words stand beside its fields."""

    # A template that lists the deeds is handed the classes.
    do_not_call_in_templates = True

    name: ClassVar[str]
    title: ClassVar["_StrPromise"]
    button: ClassVar["_StrPromise"]
    done: ClassVar["_StrPromise"]
    # Whether it is the dispatch office's to decide, and not for every keeper of the record.
    is_decision: ClassVar[bool] = False
    # The columns of a table of lines, by the stems of their fields: `kind` of `kind-0`, `kind-1` …
    columns: ClassVar[tuple[str, ...]] = ()
    # Fields that stand close together, by their stem, under a legend.
    grid: ClassVar[str] = ""
    grid_legend: ClassVar["_StrPromise | str"] = ""

    def __init__(self, about: Any, *, viewer: Viewer, data: Any = None, files: Any = None) -> None:
        self.about = about
        self.viewer = viewer
        self.line_count = 0
        # Several forms may stand on one page.
        super().__init__(data, files, auto_id=f"id_{self.name}_%s")
        self.build()
        self.initial.update(self.now())

    @classmethod
    def may(cls, viewer: Viewer, project: Project) -> bool:
        return may_decide(viewer, project) if cls.is_decision else may_keep(viewer, project)

    def build(self) -> None:
        """Fields that depend on the record or on who looks."""

    def now(self) -> Mapping[str, Any]:
        """What stands now: the values that the form opens with."""
        return {}

    def carry_out(self, *, by: User, at: datetime) -> None:
        raise NotImplementedError

    def done_by(self, by: User, at: datetime) -> bool:
        """Call the verb with what was typed; what it refuses becomes an error of its field."""
        if not self.is_valid():
            return False
        # A browser ends lines in its own way; what did not change must not look changed.
        self.cleaned_data = {name: _plain(value) for name, value in self.cleaned_data.items()}
        try:
            self.carry_out(by=by, at=at)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.words)
            return False
        return True

    def add_lines(self, count: int, fields: Mapping[str, Callable[[], forms.Field]]) -> None:
        self.line_count = count
        for number in range(count):
            for stem, field in fields.items():
                self.fields[f"{stem}-{number}"] = field()

    @property
    def single(self) -> list[BoundField]:
        """The fields that stand one below the other."""
        apart = {*self.columns, self.grid}
        return [field for field in self.visible_fields() if "-" not in field.name or _stem(field) not in apart]

    @property
    def grid_fields(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if self.grid and _stem(field) == self.grid]

    @property
    def lines(self) -> list[list[BoundField]]:
        return [[self[f"{stem}-{number}"] for stem in self.columns] for number in range(self.line_count)]

    @property
    def heads(self) -> list[Any]:
        return [self.fields[f"{stem}-0"].label for stem in self.columns] if self.line_count else []

    def typed_lines(self, first: str) -> list[dict[str, Any]]:
        """The lines in which something stands under the first column."""
        lines = [
            {stem: self.cleaned_data.get(f"{stem}-{number}") for stem in self.columns}
            for number in range(self.line_count)
        ]
        return [line for line in lines if line[first] not in (None, "")]


def _stem(field: BoundField) -> str:
    return field.name.partition("-")[0]


def _plain(value: Any) -> Any:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


class ProjectDeed(Deed):
    """A deed about a whole project."""

    about: Project

    @property
    def project(self) -> Project:
        return self.about
