"""The ledger as an import finds it: projects that may be meant, the facts that stand, units by name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from diaodu.intake.matching import plain_name


class KnownFact(NamedTuple):
    """A fact that stands, as far as a sheet can say something else."""

    pk: int
    value: int | str | None
    is_locked: bool


@dataclass(slots=True)
class KnownProject:
    """A project on record, or one that an import would make: then it has no keys yet."""

    values: dict[str, Any]
    pk: int | None = None
    subject_id: int | None = None
    unit_id: int | None = None

    @property
    def is_new(self) -> bool:
        return self.pk is None


@dataclass(slots=True)
class KnownLedger:
    """What stands in the ledger, as far as the person may see it."""

    places: frozenset[str] = frozenset()
    unit_names: dict[int, str] = field(default_factory=dict)
    may_write: frozenset[int] = frozenset()
    projects: list[KnownProject] = field(default_factory=list)
    facts: dict[tuple[int, str, str], KnownFact] = field(default_factory=dict)
    plans: dict[tuple[int, int], int | None] = field(default_factory=dict)
    curves: dict[tuple[int, int], dict[str, int]] = field(default_factory=dict)  # of plans that have one of their own
    taken_codes: frozenset[str] = frozenset()  # of projects that the person does not see
    by_code: dict[str, int] = field(default_factory=dict)
    by_subject: dict[int, int] = field(default_factory=dict)
    by_key: dict[tuple[str, str], int] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, project: KnownProject, *, keys: Iterable[tuple[str, str]] = ()) -> int:
        """Take in a project under all that it can be found by; returns its index."""
        index = len(self.projects)
        self.projects.append(project)
        if code := project.values.get("code"):
            self.by_code[code] = index
        if project.subject_id is not None:
            self.by_subject[project.subject_id] = index
        for key in keys:
            self.by_key[key] = index
        self.by_name[self.plain(project.values["name"])].append(index)
        return index

    def plain(self, name: str) -> str:
        return plain_name(name, self.places)
