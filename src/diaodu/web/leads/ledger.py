"""The ledger of investment leads: its filters and its rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from diaodu.accounts.known import Known
from diaodu.leads.models import Lead
from diaodu.web.meetings.taken_up import Mention, taken_up
from diaodu.web.records.evidence import Cited, evidence_of
from diaodu.web.records.ledgers import LedgerForm


class LeadLedgerForm(LedgerForm):
    def __init__(self, asked: QueryDict, *, known: Known) -> None:
        super().__init__(asked, known=known, kind="lead", model=Lead)


@dataclass(frozen=True)
class LeadRow:
    pk: int
    name: Cited
    unit: str
    last: Mention | None
    times: int


def lead_rows(known: Known, leads: Iterable[Lead]) -> list[LeadRow]:
    """What the ledger says of these leads, in as many queries for fifty as for one."""
    leads = list(leads)
    meetings = taken_up(known, "lead", [lead.pk for lead in leads])
    evidence = evidence_of(known, [lead.subject_id for lead in leads])
    return [
        LeadRow(
            pk=lead.pk,
            name=evidence.cited(lead.subject_id, "name", lead.name),
            unit=known.tree.name(lead.unit_id),
            last=next(iter(meetings.get(lead.pk, ())), None),
            times=len(meetings.get(lead.pk, ())),
        )
        for lead in leads
    ]
