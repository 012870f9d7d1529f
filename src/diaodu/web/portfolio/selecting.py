"""Which projects a page of the portfolio shows: by unit, programme and period, as they stand in its address."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.known import Known
from diaodu.assessment.keeping import latest_runs
from diaodu.assessment.models import TOGETHER, FinishForecast, LightFinding, Run
from diaodu.engine.labels import Label
from diaodu.engine.periods import Cadence, Period
from diaodu.facts.reporting import Submission
from diaodu.projects.models import Listing, Programme, Project, Share, ShareKind


def in_words(label: Label) -> str:
    return label.in_language(get_language() or "zh-hans")


def managed_by(known: Known, unit_ids: frozenset[int]) -> Q:
    """Projects that one of these units manages, or has a share in managing."""
    shared = known.rows(Share).filter(kind=ShareKind.MANAGED, unit_id__in=unit_ids)
    return Q(unit_id__in=unit_ids) | Q(id__in=shared.values("project_id"))


def last_reported(known: Known) -> Period:
    """The month that reports were last handed in about; the month before today where there are none."""
    handed_in = known.rows(Submission).filter(submitted_at__isnull=False)
    code = handed_in.order_by("-due_at").values_list("period", flat=True).first()
    month = Period.parse(code).as_cadence(Cadence.MONTH) if code else None
    return month or Period.holding(known.day, Cadence.MONTH).previous()


class PortfolioForm(forms.Form):
    """What the portfolio can be narrowed by. A value that says nothing narrows nothing."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    period = forms.ChoiceField(label=_("Period"), required=False)

    def __init__(self, asked: QueryDict, *, known: Known) -> None:
        super().__init__(asked)
        self.known = known
        self.runs = latest_runs()
        self._choose("unit", _("All units"), self._units())
        programmes = known.rows(Programme).order_by("id").values_list("id", "name")
        self._choose("programme", _("All programmes"), ((str(pk), name) for pk, name in programmes))
        periods = sorted(map(Period.parse, self.runs), reverse=True)
        self._choose("period", _("The latest"), ((one.code, in_words(one.label)) for one in periods))

    def _choose(self, name: str, every: Any, choices: Any) -> None:
        self.fields[name].choices = [("", every), *choices]  # type: ignore[attr-defined]

    def _units(self) -> list[tuple[str, str]]:
        """The units that manage what the viewer sees, and those above them that the viewer sees too."""
        tree, seen = self.known.tree, self.known.viewer.units()
        managing = set(self.known.visible(Project).order_by().values_list("unit_id", flat=True).distinct())
        above = {one for unit_id in managing for one in tree.above(unit_id)} & seen
        return [(str(pk), tree.name(pk)) for pk in tree.states if pk in above]

    @property
    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def is_narrowing(self) -> bool:
        return bool(self.chosen.keys() & {"unit", "programme"})

    @property
    def selection(self) -> "Selection":
        chosen, known = self.chosen, self.known
        periods = sorted(map(Period.parse, self.runs))
        period = Period.parse(chosen["period"]) if "period" in chosen else (periods or [last_reported(known)])[-1]
        projects = known.visible(Project)
        if "unit" in chosen:
            projects = projects.filter(managed_by(known, known.tree.beneath([int(chosen["unit"])])))
        if "programme" in chosen:
            listed = known.rows(Listing).filter(programme_id=chosen["programme"], year=period.year)
            projects = projects.filter(id__in=listed.values("project_id"))
        run = self.runs.get(period.code)
        # Findings are replaced by each run: what was found in the past is there only if nothing was computed since.
        is_known = run is not None and (known.position is None or run.position <= known.position)
        return Selection(known, period, projects, run if is_known else None)


@dataclass(frozen=True)
class Selection:
    """The projects of a page, and the run that found what it says of them; None when nothing was computed."""

    known: Known
    period: Period
    projects: QuerySet[Project]
    run: Run | None

    @property
    def period_words(self) -> str:
        return in_words(self.period.label)

    @property
    def lights(self) -> QuerySet[LightFinding]:
        """The worst light of each project."""
        found = LightFinding.objects.filter(period=self.period.code, scheme=TOGETHER)
        if self.run is None:
            return found.none()
        return found.filter(project_id__in=self.projects.order_by().values("id"))

    @property
    def finish_forecasts(self) -> QuerySet[FinishForecast]:
        """When projects will be finished, as far as that was known on the day of looking."""
        made = FinishForecast.objects.filter(milestone__isnull=True, p50_on__isnull=False)
        return made if self.known.position is None else made.filter(basis__position__lte=self.known.position)
