"""The made-up ledger of a city, as it was kept from month to month: what happened, with its moment and its author."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

import pyarrow as pa

from diaodu.accounts.calendar import work_calendar
from diaodu.accounts.models import Unit, User
from diaodu.demo.founding import found
from diaodu.demo.portfolio import (
    FEN_PER_WAN,
    IMAGES,
    SEED,
    MadeUpProject,
    Merger,
    MonthReport,
    month_end,
    months,
)
from diaodu.demo.rows import Row, append, change, create
from diaodu.demo.trades import REASONS
from diaodu.demo.writeups import CHINA
from diaodu.facts.bulk import record_facts
from diaodu.facts.models import FigureKind, Measure
from diaodu.facts.reporting import AskedSubject, ReportingTask, Submission, SubmissionState
from diaodu.projects.models import AnnualPlan, CurveKind, Extension, ExtensionState, Milestone, Phase, Project

REPORTED = ("invested", "invested_ytd", "invested_total")


@dataclass(frozen=True)
class Event:
    """Something that happened: one entry of the journal."""

    at: datetime
    by: User | None
    verb: str
    write: Callable[[], None]


def moment(day: date, hour: int = 10, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), CHINA)


class City:
    """The projects of the portfolio with their rows, as they stand while the story goes on."""

    def __init__(
        self,
        projects: list[MadeUpProject],
        *,
        units: dict[str, Unit],
        reporters: dict[str, User],
        dispatcher: User,
        merger: Merger,
        task: ReportingTask,
    ) -> None:
        self.projects, self.units, self.reporters = projects, units, reporters
        self.dispatcher, self.merger, self.task = dispatcher, merger, task
        self.rows: dict[str, Row] = {}
        self.milestones: dict[str, list[Row]] = {}
        self.measures = dict(Measure.objects.values_list("code", "id"))
        self.programmes: dict[str, int] = {}
        self.submissions: dict[tuple[str, date], Row] = {}
        self.facts: dict[tuple[str, str, date], int] = {}
        self.chance = random.Random(SEED)
        self.calendar = work_calendar()

    def events(self) -> Iterator[Event]:
        """Everything, not in order: who plays it sorts by moment."""
        by_start: dict[date, list[MadeUpProject]] = defaultdict(list)
        for project in self.projects:
            by_start[max(months()[0], project.reports[0].month if project.reports else months()[-1])].append(project)
        for month, projects in sorted(by_start.items()):
            yield self._event(month, 9, "found_project", partial(found, self, projects, month))
        for year in sorted({year for project in self.projects for year in project.plans}):
            day = max(date(year, 1, 12), months()[0] + timedelta(days=20))
            yield self._event(day, 15, "adopt_annual_plan", partial(self._adopt_plans, year))
        for month in months():
            yield from self._month(month)

    def hand_over(self) -> None:
        """The projects of the merged unit are managed by the other from now on."""
        rows = [self.rows[one.name] for one in self.projects if one.unit == self.merger.code and one.name in self.rows]
        for row in rows:
            row["unit_id"] = self.units[self.merger.into].pk
        change(Project, rows)

    def _event(self, day: date, hour: int, verb: str, write: Callable[[], None], by: User | None = None) -> Event:
        return Event(moment(day, hour), by or self.dispatcher, verb, write)

    def _month(self, month: date) -> Iterator[Event]:
        """A month's reports: asked for on the first of the next, handed in, accepted, some corrected."""
        asked_on = month_end(month) + timedelta(days=1)
        due_on = self.calendar.add(month_end(month), 5)
        yield self._event(asked_on, 8, "open_period", partial(self._open, month, due_on))
        for code in self.reporters:
            late = self.chance.random() < 0.08
            day = due_on + timedelta(days=self.chance.randrange(1, 6)) if late else due_on - timedelta(days=1)
            at = moment(day, 9 + self.chance.randrange(8), self.chance.randrange(60))
            yield Event(at, self.reporters[code], "submit", partial(self._submit, code, month, at))
        accepted_on = due_on + timedelta(days=7)
        yield self._event(accepted_on, 16, "accept_all", partial(self._accept, month))
        yield self._event(accepted_on, 17, "correct_fact", partial(self._correct, month))
        yield self._event(accepted_on, 18, "record_actual_date", partial(self._reach, month))
        yield self._event(asked_on, 7, "decide_extension", partial(self._extend, month))

    # Plans and dates

    def _adopt_plans(self, year: int) -> None:
        create(
            AnnualPlan,
            [
                {"project_id": self.rows[project.name]["id"], "year": year, "version": 1}
                | {"amount_fen": project.plans[year] * FEN_PER_WAN, "curve_kind": CurveKind.STRAIGHT}
                | {"document": f"示例发改〔{year}〕1号", "decided_on": date(year, 1, 10)}
                for project in self.projects
                if year in project.plans and project.name in self.rows
            ],
        )

    def _extend(self, month: date) -> None:
        """Extensions that were asked for in a month, granted on the first of the next."""
        asked, moved = [], []
        for project in self.projects:
            for row, node in zip(self.milestones.get(project.name, ()), project.nodes, strict=False):
                for asked_on, from_on, to_on, reason in node.extensions:
                    if (asked_on.year, asked_on.month) == (month.year, month.month):
                        asked.append(self._extension(row, project, asked_on, from_on, to_on, reason, month))
                        row["planned_on"] = to_on
                        moved.append(row)
        create(Extension, asked)
        change(Milestone, list({row["id"]: row for row in moved}.values()))

    def _extension(
        self, row: Row, project: MadeUpProject, asked_on: date, from_on: date, to_on: date, reason: str, month: date
    ) -> Row:
        return {
            "milestone_id": row["id"],
            "asked_on": asked_on,
            "asked_by_id": self.reporters[self.merger.managing(project, asked_on)].pk,
            "from_on": from_on,
            "to_on": to_on,
            "reason_kind": reason,
            "words": REASONS[reason],
            "state": ExtensionState.GRANTED,
            "decided_by_id": self.dispatcher.pk,
            "decided_on": month_end(month) + timedelta(days=1),
        }

    def _reach(self, month: date) -> None:
        """Nodes and phases that were reached in a month."""
        end = month_end(month)
        nodes, projects = [], []
        for project in self.projects:
            if project.name not in self.rows:
                continue
            for row, node in zip(self.milestones[project.name], project.nodes, strict=True):
                if row["actual_on"] is None and node.actual_on and node.actual_on <= end:
                    row["actual_on"] = node.actual_on
                    nodes.append(row)
            row = self.rows[project.name]
            phase, since = _phase(project, end)
            if phase != row["phase"]:
                row |= {"phase": phase, "phase_on": since}
                row["actual_start_on"] = _if_by(project.actual_start_on, end)
                row["actual_finish_on"] = _if_by(project.actual_finish_on, end)
                projects.append(row)
        change(Milestone, nodes)
        change(Project, projects)

    # Reports

    def _asked(self, code: str, month: date) -> list[tuple[MadeUpProject, MonthReport]]:
        return [
            (project, report)
            for project in self.projects
            if self.merger.managing(project, month) == code and project.name in self.rows
            for report in project.reports
            if report.month == month and (project.actual_finish_on is None or project.actual_finish_on >= month)
        ]

    def _open(self, month: date, due_on: date) -> None:
        asked = {code: self._asked(code, month) for code in self.reporters}
        codes = [code for code in asked if asked[code]]
        due_at = datetime.combine(due_on, time(23, 59, 59), CHINA)
        rows = [
            {"task_id": self.task.pk, "unit_id": self.units[code].pk, "period": _code(month), "due_at": due_at}
            for code in codes
        ]
        create(Submission, rows)
        self.submissions |= {(code, month): row for code, row in zip(codes, rows, strict=True)}
        subjects = [
            {"submission_id": row["id"], "subject_id": self.rows[project.name]["subject_id"]}
            for code, row in zip(codes, rows, strict=True)
            for project, _report in asked[code]
        ]
        append(AskedSubject, subjects)

    def _submit(self, code: str, month: date, at: datetime) -> None:
        row = self.submissions.get((code, month))
        if row is None:
            return
        row |= {"state": SubmissionState.SUBMITTED, "submitted_at": at}
        change(Submission, [row])
        facts, keys = [], []
        for project, report in self._asked(code, month):
            for measure, number, text in self._values(project, report):
                keys.append((project.name, measure, month))
                facts.append(
                    self._fact(project.name, code, month)
                    | {"measure_id": self.measures[measure]}
                    | {"number": number, "text": text, "not_reported": number is None and text is None}
                )
        ids = record_facts(pa.Table.from_pylist(facts, schema=FACTS))
        self.facts |= dict(zip(keys, ids, strict=True))

    def _fact(self, name: str, code: str, month: date) -> Row:
        return {
            "subject_id": self.rows[name]["subject_id"],
            "period": _code(month),
            "source_kind": FigureKind.DISPATCH.value,
            "typed_by_id": self.reporters[code].pk,
            "submission_id": self.submissions[code, month]["id"],
        }

    def _values(self, project: MadeUpProject, report: MonthReport) -> Iterator[tuple[str, int | None, str | None]]:
        said = report.invested if report.first_said is None else report.first_said
        yield "invested", None if said is None else said * FEN_PER_WAN, None
        if report.invested is not None:
            so_far = [one.invested for one in project.reports if one.month <= report.month]
            this_year = [
                one.invested
                for one in project.reports
                if one.month <= report.month and one.month.year == report.month.year
            ]
            if None not in this_year:
                yield "invested_ytd", sum(filter(None, this_year)) * FEN_PER_WAN, None
            yield "invested_total", sum(filter(None, so_far)) * FEN_PER_WAN, None
        if report.image >= 0:
            yield "image_progress", None, IMAGES[report.image]
        if report.problem:
            yield "problem", None, report.problem

    def _accept(self, month: date) -> None:
        rows = [row for (_code, when), row in self.submissions.items() if when == month]
        for row in rows:
            row["state"] = SubmissionState.ACCEPTED
        change(Submission, rows)

    def _correct(self, month: date) -> None:
        """What was first said wrongly, put right with a reason."""
        corrections = []
        for code in self.reporters:
            for project, report in self._asked(code, month):
                known = self.facts.get((project.name, "invested", month))
                if report.first_said is not None and known is not None and report.invested is not None:
                    value = self._fact(project.name, code, month) | {"number": report.invested * FEN_PER_WAN}
                    value |= {"measure_id": self.measures["invested"], "not_reported": False}
                    corrections.append(value | {"supersedes_id": known, "reason": "与支付凭证核对后更正"})
        if corrections:
            record_facts(pa.Table.from_pylist(corrections, schema=FACTS))


FACTS = pa.schema(
    {
        "subject_id": pa.int64(),
        "measure_id": pa.int64(),
        "period": pa.string(),
        "source_kind": pa.int16(),
        "number": pa.int64(),
        "text": pa.string(),
        "not_reported": pa.bool_(),
        "typed_by_id": pa.int64(),
        "submission_id": pa.int64(),
        "supersedes_id": pa.int64(),
        "reason": pa.string(),
    }
)


def _code(month: date) -> str:
    return f"{month:%Y-%m}"


def _if_by(day: date | None, end: date) -> date | None:
    return day if day is not None and day <= end else None


def _phase(project: MadeUpProject, on: date) -> tuple[Phase, date]:
    """How far a project has come by a day, and since when."""
    finished, started = project.actual_finish_on, project.actual_start_on
    if finished and finished <= on:
        return (Phase.PRODUCING if project.trade.produces else Phase.FINISHED), finished
    if started and started + timedelta(days=60) <= on:
        return Phase.BUILDING, started + timedelta(days=60)
    if started and started <= on:
        return Phase.STARTED, started
    if project.planned_start_on > on + timedelta(days=200):
        return Phase.RESERVE, on
    return Phase.PREPARING, on
