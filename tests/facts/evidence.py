"""A small ledger that tests of evidence start from."""

from datetime import UTC, datetime
from typing import Any

from diaodu.accounts.models import Unit, User
from diaodu.facts.models import (
    Citation,
    Fact,
    FigureKind,
    Measure,
    Source,
    SourceKind,
    Subject,
    SubjectKind,
)
from diaodu.journal.writing import journal_entry

MOMENT = datetime(2024, 5, 29, 9, tzinfo=UTC)


def found_ledger() -> dict[str, Any]:
    """One unit, its reporter, a project, a measure, a received file."""
    with journal_entry(by=None, at=MOMENT, verb="found_ledger"):
        unit = Unit.objects.create(code="410800")
        user = User.objects.create(username="reporter", name="Reporter")
        measure = Measure.objects.get(code="invested")
        subject = Subject.objects.create(kind=SubjectKind.PROJECT)
        source = Source.objects.create(
            kind=SourceKind.FILE, name="五月.xlsx", sha256="0" * 64, size=1, unit=unit, received_by=user
        )
    return {"unit": unit, "user": user, "measure": measure, "subject": subject, "source": source}


def fact(world: dict[str, Any], number: int | None, **changed: Any) -> Fact:
    """A fact in cell C7, written under the open entry."""
    values: dict[str, Any] = {
        "subject": world["subject"], "measure": world["measure"], "period": "2024-05", "number": number,
        "source_kind": FigureKind.DISPATCH, "source": world["source"], "sheet": "五月", "cell": "C7",
    }  # fmt: skip
    return Fact.objects.create(**values | changed)


def citation(world: dict[str, Any], **place: Any) -> Citation:
    place = place or {"start": 0, "end": 4}
    return Citation.objects.create(
        subject=world["subject"], field="name", words="储备基地", **{"source": world["source"]} | place
    )
