"""Verbs of investment leads."""

from datetime import datetime

from diaodu.accounts.models import Unit, User
from diaodu.facts.models import Subject, SubjectKind
from diaodu.journal.writing import journal_entry
from diaodu.leads.models import Lead


def open_lead(name: str, *, unit: Unit, by: User, at: datetime) -> Lead:
    """A new lead, followed by a unit."""
    with journal_entry(by=by.pk, at=at, verb="open_lead"):
        subject = Subject.objects.create(kind=SubjectKind.LEAD)
        return Lead.objects.create(subject=subject, name=name, unit=unit)
