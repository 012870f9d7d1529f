"""What the page of one project shows."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diaodu.accounts.known import Known
from diaodu.facts.models import Measure
from diaodu.projects.codes import industry_name
from diaodu.projects.models import (
    AnnualPlan,
    Firm,
    FundingLine,
    Milestone,
    Phase,
    Photo,
    Plan,
    Project,
    TaskForce,
    WorkItem,
)
from diaodu.web.meetings.hearings import Heard, Hearing, heard
from diaodu.web.projects import parts
from diaodu.web.projects.figures import ReportedOf, wan
from diaodu.web.projects.history import changes_of_project, former_names
from diaodu.web.projects.ledger import programmes_of
from diaodu.web.projects.nodes import Nodes, nodes_of
from diaodu.web.projects.year import YearOfProject, year_of_project
from diaodu.web.records.changes import Change
from diaodu.web.records.evidence import Cited, CitedSource, EvidenceOf, evidence_of

# What reports say in words, under the latest figure of each.
TOLD = ("image_progress", "problem", "next_step")


@dataclass(frozen=True)
class Step:
    """A phase on the stepper: behind, present or to come; with the day on which it began, where that is known."""

    label: str
    state: str
    on: Cited | None


@dataclass(frozen=True)
class ProjectPage:
    project: Project
    known: Known
    asked_year: int | None = None

    @cached_property
    def _heard(self) -> Heard:
        project = self.project
        return heard(self.known, "project", pk=project.pk, subject_id=project.subject_id, name=project.name)

    @property
    def hearings(self) -> list[Hearing]:
        return self._heard.hearings

    @property
    def sources(self) -> list[CitedSource]:
        """What the project's own fields rest on."""
        return self._evidence.sources_of(self.project.subject_id)

    @cached_property
    def _lines(self) -> list[FundingLine]:
        return list(self.known.rows(FundingLine).filter(project_id=self.project.pk).order_by("id"))

    @cached_property
    def _items(self) -> list[WorkItem]:
        return list(self.known.rows(WorkItem).filter(project_id=self.project.pk).order_by("id"))

    @cached_property
    def _milestones(self) -> list[Milestone]:
        return list(self.known.rows(Milestone).filter(project_id=self.project.pk).order_by("order", "id"))

    @property
    def _counted(self) -> list[int]:
        """The subjects of funding lines and of physical work."""
        return [*(row.subject_id for row in self._lines), *(row.subject_id for row in self._items)]

    @cached_property
    def _evidence(self) -> EvidenceOf:
        nodes = [row.subject_id for row in self._milestones]
        return evidence_of(self.known, [self.project.subject_id, *self._counted, *nodes])

    @cached_property
    def _reported(self) -> ReportedOf:
        return ReportedOf(self.known, [self.project.subject_id, *self._counted])

    def cited(self, field: str, words: str) -> Cited:
        return self._evidence.cited(self.project.subject_id, field, words)

    @cached_property
    def name(self) -> Cited:
        return self.cited("name", self.project.name)

    @property
    def code(self) -> Cited:
        return self.cited("code", self.project.code or "")

    @cached_property
    def unit(self) -> str:
        return self.known.tree.name(self.project.unit_id)

    @cached_property
    def programmes(self) -> list[tuple[int, Cited]]:
        """By year, the latest first."""
        listed = programmes_of(self.known, [self.project.pk]).get(self.project.pk, [])
        return [(year, self.cited(f"programme:{name}", name)) for year, name in listed]

    @property
    def steps(self) -> list[Step]:
        present = Phase(self.project.phase).rank if self.project.phase else -1
        since = self.project.phase_on
        on = self.cited("phase_on", since.isoformat()) if since else None
        return [
            Step(str(phase.label), "present" if phase.rank == present else "past" if phase.rank < present else "coming",
                 on if phase.rank == present else None)
            for phase in Phase
        ]  # fmt: skip

    @property
    def to_do(self) -> list[str]:
        """What needs doing, in a line."""
        late, waiting = len(self.nodes.late), len(self.nodes.waiting)
        found = []
        if late:
            found.append(ngettext("%(n)d node is past its date", "%(n)d nodes are past their date", late) % {"n": late})
        if waiting:
            words = ngettext("%(n)d extension waits", "%(n)d extensions wait", waiting)
            found.append(words % {"n": waiting})
        if self.task_force is None:
            found.append(_("no task force yet"))
        if self.plan is None:
            found.append(_("no plan yet"))
        return found

    @cached_property
    def nodes(self) -> Nodes:
        return nodes_of(self.known, self._milestones, self._evidence)

    @cached_property
    def year(self) -> YearOfProject:
        plans = self.known.rows(AnnualPlan).filter(project_id=self.project.pk)
        facts = self._reported.of(self.project.subject_id)
        subject_id, this_year = self.project.subject_id, self.known.day.year
        return year_of_project(self.asked_year, this_year, plans, facts, subject_id, self._evidence)

    @cached_property
    def told(self) -> list[tuple[str, parts.Reached]]:
        """What the latest reports say in words."""
        measures = {measure.code: measure for measure in Measure.objects.filter(code__in=TOLD)}
        found = [(code, self._reported.latest(self.project.subject_id, code)) for code in TOLD]
        return [(str(measures[code]), parts.Reached(fact)) for code, fact in found if fact is not None]

    @property
    def total_investment(self) -> Cited:
        amount = self.project.total_investment_fen
        return self.cited("total_investment_fen", "" if amount is None else wan(amount))

    @cached_property
    def invested_total(self) -> parts.Reached:
        return parts.Reached(self._reported.latest(self.project.subject_id, "invested_total"))

    @property
    def described(self) -> list[tuple[str, Cited]]:
        """The fields of the record, as (label, value); those that nobody has stated are empty."""
        project = self.project
        rows = [
            ("content", project.content),
            (
                "construction_type",
                project.get_construction_type_display().capitalize() if project.construction_type else "",
            ),
            ("industry", " ".join(filter(None, [project.industry, industry_name(project.industry)]))),
            ("place", project.place),
            ("planned_start_on", project.planned_start_on),
            ("actual_start_on", project.actual_start_on),
            ("planned_finish_on", project.planned_finish_on),
            ("actual_finish_on", project.actual_finish_on),
        ]
        return [(self._label(name), self.cited(name, str(value or ""))) for name, value in rows]

    def _label(self, name: str) -> str:
        return str(Project._meta.get_field(name).verbose_name)  # type: ignore[union-attr]

    @property
    def point(self) -> str:
        if self.project.longitude is None or self.project.latitude is None:
            return ""
        return f"{self.project.longitude / 1_000_000:.6f}, {self.project.latitude / 1_000_000:.6f}"

    @cached_property
    def owner(self) -> Firm | None:
        return self.known.rows(Firm).filter(id=self.project.owner_id).first() if self.project.owner_id else None

    @property
    def people(self) -> list[tuple[str, Cited]]:
        names = ("sponsor", "responsible")
        return [(self._label(name), self.cited(name, getattr(self.project, name))) for name in names]

    @cached_property
    def task_force(self) -> TaskForce | None:
        return self.known.rows(TaskForce).filter(project_id=self.project.pk).first()

    @property
    def task_force_leader(self) -> Cited | None:
        return self.cited("task_force", self.task_force.leader) if self.task_force else None

    @cached_property
    def plan(self) -> Plan | None:
        return self.known.rows(Plan).filter(project_id=self.project.pk).select_related("document").first()

    @cached_property
    def funding(self) -> parts.Funding:
        return parts.funding_of(self._lines, self.project, self._reported, self._evidence)

    @cached_property
    def work(self) -> list[parts.WorkRow]:
        return parts.work_of(self._items, self._reported, self._evidence)

    @cached_property
    def benefits(self) -> list[parts.BenefitRow]:
        return parts.promised_of(self.known, self.project, self._evidence)

    @cached_property
    def approvals(self) -> list[parts.ApprovalRow]:
        return parts.approvals_of(self.known, self.project, self._evidence)

    @cached_property
    def parties(self) -> list[parts.PartyRow]:
        return parts.parties_of(self.known, self.project.pk)

    @cached_property
    def shares(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return parts.shares_of(self.known, self.project.pk)

    @cached_property
    def photos(self) -> list[Photo]:
        return parts.photos_of(self.known, self.project.pk)

    @cached_property
    def parent(self) -> Project | None:
        return self.known.visible(Project).filter(id=self.project.parent_id).first() if self.project.parent_id else None

    @cached_property
    def children(self) -> list[Project]:
        return list(self.known.visible(Project).filter(parent_id=self.project.pk).order_by("name", "id"))

    @cached_property
    def former(self) -> list[tuple[str, str]]:
        return former_names(self.known, self.project)

    @cached_property
    def changes(self) -> list[Change]:
        return changes_of_project(self.known, self.project)
