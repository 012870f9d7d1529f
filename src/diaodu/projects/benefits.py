"""What a project was said to bring beside what was reported: what a judgement of full effect needs."""

from dataclasses import dataclass

from diaodu.facts.models import Fact, FigureKind
from diaodu.projects.models import BenefitPromise, Project


@dataclass(frozen=True)
class Benefit:
    """A promise and the figure of the latest year that was reported, which may be an earlier one than promised."""

    promise: BenefitPromise
    actual: Fact | None

    @property
    def year(self) -> int | None:
        return int(self.actual.period) if self.actual else None

    @property
    def is_due_reported(self) -> bool:
        """Whether there is a figure to judge by: of the promised year or a later one."""
        return self.year is not None and self.year >= self.promise.by_year


def benefits_of(
    project: Project, promises: list[BenefitPromise] | None = None, *, position: int | None = None
) -> list[Benefit]:
    """Promises with the yearly figures that stood at a position, or stand now. Statistical figures do not count."""
    promises = list(project.promises.all()) if promises is None else promises
    facts = Fact.objects.of_subject(project.subject_id).filter(
        measure__code__in={promise.measure for promise in promises},
        period__regex=r"^\d{4}$",
        source_kind__in=(FigureKind.DISPATCH, FigureKind.DEPARTMENT),
        number__isnull=False,
    )
    facts = facts.current() if position is None else facts.as_of(position)
    # A department's figure weighs more than one reported for dispatch: it comes last of its year.
    latest = {fact.measure.code: fact for fact in facts.select_related("measure").order_by("period", "source_kind")}
    return [Benefit(promise, latest.get(promise.measure)) for promise in promises]
