"""How made-up projects enter the ledger: with their lists, nodes, money, people and promises."""

from datetime import date, timedelta
from typing import Protocol

from diaodu.accounts.models import Unit, User
from diaodu.demo.portfolio import FEN_PER_WAN, MadeUpProject, Merger, months
from diaodu.demo.rows import Row, append, create, new_subjects
from diaodu.facts.models import Citation, SubjectKind
from diaodu.projects.models import (
    BenefitPromise,
    ConstructionType,
    FundingLine,
    Listing,
    Milestone,
    Phase,
    Plan,
    Programme,
    Project,
    Share,
    TaskForce,
    WorkItem,
)


class Books(Protocol):
    """What has been written down so far."""

    units: dict[str, Unit]
    dispatcher: User
    merger: Merger
    rows: dict[str, Row]
    milestones: dict[str, list[Row]]
    programmes: dict[str, int]


def found(city: "Books", projects: list[MadeUpProject], on: date) -> None:
    subjects = new_subjects(SubjectKind.PROJECT, len(projects))
    rows = [_row(city, project, number, on) for project, number in zip(projects, subjects, strict=True)]
    create(Project, rows)
    city.rows |= dict(zip((project.name for project in projects), rows, strict=True))
    append(
        Citation,
        [
            {"subject_id": row["subject_id"], "field": "name", "words": row["name"], "typed": row["name"]}
            | {"typed_by_id": city.dispatcher.pk}
            for row in rows
        ],
    )
    _list(city, projects, on)
    _lay_nodes(city, projects, on)
    _surround(city, projects, on)


def _row(city: "Books", project: MadeUpProject, subject: int, on: date) -> Row:
    return {
        "subject_id": subject,
        "name": project.name,
        "unit_id": city.units[city.merger.managing(project, on)].pk,
        "phase": Phase.RESERVE if project.planned_start_on > on + timedelta(days=200) else Phase.PREPARING,
        "phase_on": on,
        "construction_type": ConstructionType(project.construction_type),
        "industry": project.trade.industry[1:],
        "content": project.content,
        "total_investment_fen": project.total_wan * FEN_PER_WAN,
        "sponsor": project.sponsor,
        "starred": project.starred,
        "planned_start_on": project.planned_start_on,
        "planned_finish_on": project.planned_finish_on,
    }


def _list(city: "Books", projects: list[MadeUpProject], on: date) -> None:
    listings = []
    for project in projects:
        last = (project.actual_finish_on or months()[-1]).year
        for programme in project.programmes:
            if programme not in city.programmes:
                city.programmes[programme] = Programme.objects.get_or_create(name=programme)[0].pk
            place = {"project_id": city.rows[project.name]["id"], "programme_id": city.programmes[programme]}
            listings += [place | {"year": year} for year in range(max(on.year, 2021), last + 1)]
    create(Listing, listings)


def _lay_nodes(city: "Books", projects: list[MadeUpProject], on: date) -> None:
    nodes = [(project, order, node) for project in projects for order, node in enumerate(project.nodes, start=1)]
    subjects = new_subjects(SubjectKind.MILESTONE, len(nodes))
    rows = []
    for (project, order, node), subject in zip(nodes, subjects, strict=True):
        planned = node.extensions[0][1] if node.extensions else node.planned_on
        place = {"project_id": city.rows[project.name]["id"], "subject_id": subject, "order": order}
        done = node.actual_on if node.actual_on and node.actual_on < on else None
        row = place | {"name": node.name, "kind": node.kind, "planned_on": planned, "actual_on": done}
        rows.append(row | {"unit_id": city.rows[project.name]["unit_id"]})
    create(Milestone, rows)
    for (project, _order, _node), row in zip(nodes, rows, strict=True):
        city.milestones.setdefault(project.name, []).append(row)


def _surround(city: "Books", projects: list[MadeUpProject], on: date) -> None:
    """Shares, task force, plan, funding, physical work, promises."""
    ids = {project.name: city.rows[project.name]["id"] for project in projects}
    create(
        Share,
        [
            {"project_id": ids[project.name], "unit_id": city.units[unit].pk, "kind": "hosted", "hundredths": part}
            for project in projects
            for unit, part in project.shares
        ],
    )
    create(
        TaskForce,
        [
            {"project_id": ids[project.name], "leader": project.sponsor.removeprefix("市领导"), "founded_on": on}
            for project in projects
            if project.has_task_force
        ],
    )
    create(
        Plan,
        [
            {
                "project_id": ids[project.name],
                "text": "倒排工期、挂图作战，每旬一汇总、每月一调度。",
                "approved_on": on,
            }
            for project in projects
            if project.has_plan
        ],
    )
    _fund(projects, ids)
    _promise(projects, ids)


def _fund(projects: list[MadeUpProject], ids: dict[str, int]) -> None:
    split = (("own_capital", 35), ("bank_loan", 50), ("local_special", 15))
    lines = [(project, kind, part) for project in projects for kind, part in split]
    subjects = new_subjects(SubjectKind.FUNDING_LINE, len(lines))
    create(
        FundingLine,
        [
            {"project_id": ids[project.name], "subject_id": subject, "kind": kind}
            | {"planned_fen": project.total_wan * part // 100 * FEN_PER_WAN}
            for (project, kind, part), subject in zip(lines, subjects, strict=True)
        ],
    )


def _promise(projects: list[MadeUpProject], ids: dict[str, int]) -> None:
    items = new_subjects(SubjectKind.WORK_ITEM, len(projects))
    create(
        WorkItem,
        [
            {"project_id": ids[project.name], "subject_id": subject, "name": project.trade.work[0]}
            | {"unit_words": project.trade.work[1], "planned_thousandths": project.total_wan * 1_200}
            for project, subject in zip(projects, items, strict=True)
        ],
    )
    create(
        BenefitPromise,
        [
            {"project_id": ids[project.name], "measure": measure, "amount": amount, "by_year": year}
            for project in projects
            if project.trade.produces
            for measure, amount in (
                ("output_value", project.total_wan * 13 // 10 * FEN_PER_WAN),
                ("tax_paid", project.total_wan * 6 // 100 * FEN_PER_WAN),
                ("jobs", project.total_wan // 120),
            )
            for year in (project.planned_finish_on.year + 2,)
        ],
    )
