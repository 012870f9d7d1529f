"""What the tests of reports share: a city whose county owes a monthly report about two projects."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from diaodu.accounts.models import Role, User
from diaodu.engine.dues import DueRule
from diaodu.engine.periods import Cadence
from diaodu.facts.actions import Reported
from diaodu.facts.models import Measure
from diaodu.facts.reporting import ReportingTask, Submission, TypedIn
from diaodu.facts.submitting import fill_in, submit
from diaodu.projects.actions import found_project
from diaodu.projects.asking import Scope, Terms, open_periods, set_up_task
from diaodu.projects.models import Project
from tests.web.collect.desk import signed_in
from tests.world import NOW, City, a_city, a_person

__all__ = ["Reporting", "a_reporting_city", "signed_in"]
FIGURES = ("invested", "image_progress")


@dataclass(frozen=True)
class Reporting:
    city: City
    task: ReportingTask
    submission: Submission
    projects: list[Project]

    @property
    def address(self) -> str:
        return f"/reports/{self.submission.pk}/"

    @property
    def measures(self) -> dict[str, Measure]:
        return Measure.objects.in_bulk(field_name="code")

    def key(self, n: int, code: str) -> str:
        return f"{self.projects[n].subject_id}-{self.measures[code].pk}"

    def cell(self, n: int, code: str) -> str:
        return f"{self.address}cells/{self.key(n, code).replace('-', '/')}/"

    def everything(self, invested: str = "1200") -> dict[str, str]:
        """What the whole form holds, each cell answered."""
        words = {"invested": invested, "image_progress": "主体封顶"}
        every = [(self.key(n, code), word) for n in range(len(self.projects)) for code, word in words.items()]
        values = {f"value-{key}": word for key, word in every}
        return values | {f"why-{key}": "征地款，尚无现场" for key, word in every if word != words["image_progress"]}

    def hand_in(self, number: int | None = 1_200_000_000) -> Submission:
        """Every cell filled in and submitted, as the county's reporter."""
        who: dict[str, Any] = {"by": self.city.reporter, "at": NOW}
        for project in self.projects:
            for code, measure in self.measures.items():
                if code in FIGURES:
                    text = "主体封顶" if code == "image_progress" else None
                    given = Reported(project.subject_id, measure.pk, number=None if text else number, text=text,
                                     typed_by_id=self.city.reporter.pk)  # fmt: skip
                    fill_in(self.submission, [given], **who)
        submit(self.submission, **who)
        return self.submission


def a_reporting_city(count: int = 2, *, measures: tuple[str, ...] = FIGURES) -> Reporting:
    """One task, monthly, whose period May 2024 is over."""
    city = a_city()
    who: dict[str, Any] = {"by": city.dispatcher, "at": NOW}
    projects = [found_project(f"项目{n}", unit=city.county, **who) for n in range(count)]
    asked = [(Measure.objects.get(code=code), TypedIn.WAN) for code in measures]
    terms = Terms("重点项目月报", DueRule.WORKDAYS_AFTER, 5, [3, 1], [1])
    given: dict[str, Any] = {"measures": asked, "scope": Scope(), "from_on": date(2024, 5, 1)}
    task = set_up_task(terms, unit=city.unit, cadence=Cadence.MONTH, **given, **who)
    open_periods(today=date(2024, 6, 1), at=NOW)
    return Reporting(city, task, Submission.objects.get(), projects)


def a_county_dispatcher(city: City) -> User:
    return a_person("county", "县审核", city.county, Role.DISPATCHER)
