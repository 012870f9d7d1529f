"""Striking out what was entered by mistake: it goes from the record, and the history keeps it with the reason."""

from datetime import datetime

from django.utils.translation import gettext as _

from diaodu.accounts.models import User
from diaodu.facts.models import Fact
from diaodu.journal.writing import journal_entry
from diaodu.projects.models import Approval, BenefitPromise, Participation, Photo, WorkItem
from diaodu.projects.refusals import Refused

Struck = Approval | BenefitPromise | Participation | Photo | WorkItem


def strike(row: Struck, *, reason: str, by: User, at: datetime) -> None:
    """Take an entry out of a project's record. What something was reported about stays."""
    if not reason.strip():
        raise Refused(_("Say why it is struck out."), "reason")
    with journal_entry(by=by.pk, at=at, verb="strike"):
        if isinstance(row, WorkItem) and Fact.objects.of_subject(row.subject_id).exists():
            raise Refused(_("Quantities were reported for “%(item)s”: it stays.") % {"item": row})
        row._change_reason = reason  # type: ignore[union-attr]  # where the history looks for it
        row.delete()
