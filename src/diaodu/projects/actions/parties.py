"""Verbs of firms and teams: entering a firm, its part in a project, the task force."""

from datetime import date, datetime

from diaodu.accounts.models import User
from diaodu.facts.actions import cite_typed
from diaodu.facts.models import Subject, SubjectKind
from diaodu.journal.writing import journal_entry
from diaodu.projects.models import Firm, Participation, ParticipationKind, Project, TaskForce
from diaodu.projects.refusals import check_fields


def enter_firm(name: str, *, uscc: str | None = None, by: User, at: datetime) -> Firm:
    """The firm of this credit code. Without a code, the one firm of exactly this name; else a new one.

    A firm known by name alone takes on the code when it becomes known.
    """
    with journal_entry(by=by.pk, at=at, verb="enter_firm"):
        if uscc and (known := Firm.objects.filter(uscc=uscc).first()) is not None:
            return known
        named = Firm.objects.filter(name=name)
        alike = list((named.filter(uscc=None) if uscc else named)[:2])
        firm = alike[0] if len(alike) == 1 else Firm(name=name)
        if firm.pk is not None and not uscc:
            return firm
        firm.uscc = uscc or None
        check_fields(firm, "name", "uscc")
        if firm.pk is None:
            firm.subject = Subject.objects.create(kind=SubjectKind.FIRM)
        firm.save()
        for field, value in (("name", name), ("uscc", uscc)):
            if value:
                cite_typed(firm.subject, field, None, typed=value, by=by)
        return firm


def set_participation(
    project: Project,
    firm: Firm,
    kind: ParticipationKind,
    *,
    by: User,
    at: datetime,
    contract: str = "",
    contract_fen: int | None = None,
    qualification: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
    manager: str = "",
) -> Participation:
    """What a firm does for a project under one contract; saying it again changes what was said."""
    with journal_entry(by=by.pk, at=at, verb="set_participation"):
        same = Participation.objects.filter(project=project, firm=firm, kind=kind, contract=contract)
        row = same.first() or Participation(project=project, firm=firm, kind=kind, contract=contract)
        row.contract_fen, row.qualification, row.manager = contract_fen, qualification, manager
        row.from_on, row.to_on = from_on, to_on
        check_fields(row, "kind", "contract", "contract_fen", "qualification", "manager")
        row.save()
        cite_typed(project.subject, f"participation:{row.pk}", None, typed=str(row), by=by)
        return row


def set_task_force(
    project: Project,
    *,
    leader: str,
    by: User,
    at: datetime,
    members: str = "",
    document: str = "",
    founded_on: date | None = None,
) -> TaskForce:
    """The project's one task force, as it stands from now on."""
    with journal_entry(by=by.pk, at=at, verb="set_task_force"):
        team = TaskForce.objects.filter(project=project).first() or TaskForce(project=project)
        team.leader, team.members, team.document, team.founded_on = leader, members, document, founded_on
        check_fields(team, "leader", "members", "document")
        team.save()
        cite_typed(project.subject, "task_force", None, typed=leader, by=by)
        return team
