"""A city whose projects have lights and forecasts: what tests of the portfolio start from."""

from diaodu.projects.models import Project
from tests.assessment.reported import YI, a_planned_project, report, run_may
from tests.world import City


def lit_projects(city: City) -> tuple[Project, Project]:
    """One far behind, one of which nothing was reported; May 2024 is computed."""
    behind = a_planned_project(city, "落后的路", phase="building")
    silent = a_planned_project(city, "未报的桥", phase="started")
    report(city, behind, invested_ytd=YI // 100)
    run_may()
    return behind, silent
