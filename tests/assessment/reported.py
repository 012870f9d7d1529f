"""A city whose projects have plans and reports: what tests of findings start from."""

from typing import Any

from diaodu.accounts.models import Unit
from diaodu.assessment.models import Run
from diaodu.assessment.running import compute_touched, head, store
from diaodu.engine.periods import Period
from diaodu.facts.actions import Reported, report_facts
from diaodu.facts.models import Fact, Measure
from diaodu.journal.writing import journal_entry
from diaodu.projects.actions import found_project
from diaodu.projects.models import AnnualPlan, Project
from tests.world import NOW, City

YI = 10**10
MAY = Period.parse("2024-05")


def a_planned_project(
    city: City, name: str, *, unit: Unit | None = None, plan: int | None = YI, **fields: Any
) -> Project:
    """A project with an annual plan for 2024, in 分."""
    project = found_project(name, unit=unit or city.county, by=city.dispatcher, at=NOW)
    with journal_entry(by=city.dispatcher.pk, at=NOW, verb="plan"):
        for field, value in fields.items():
            setattr(project, field, value)
        project.save()
        if plan is not None:
            AnnualPlan.objects.create(project=project, year=2024, version=1, amount_fen=plan)
    return project


def report(city: City, project: Project, period: str = "2024-05", **measures: int) -> list[Fact]:
    """What is reported about a project, typed in a form."""
    codes = dict(Measure.objects.values_list("code", "pk"))
    by = city.reporter
    values = [
        Reported(project.subject_id, codes[code], number=number, typed_by_id=by.pk) for code, number in measures.items()
    ]
    return report_facts(values, period=period, by=by, at=NOW, reason="核对")


def run_may() -> Run:
    """All projects computed and stored, within the transaction of a test."""
    every = Project.objects.values_list("pk", flat=True)
    return store(compute_touched(MAY, position=head(), project_ids=list(every)), at=NOW)
