"""Why a project has its light."""

from dataclasses import dataclass

from django.utils.translation import get_language

from diaodu.assessment.known import KnownFinding
from diaodu.assessment.models import TOGETHER, LightFinding
from diaodu.engine.periods import Period
from diaodu.engine.schemes import light_schemes
from diaodu.projects.models import Project
from diaodu.web.indicators.catalogue import ShownScheme
from diaodu.web.indicators.shown import in_language


@dataclass(frozen=True)
class LightTrail:
    """A light with the values it was judged by; of the worst together, the lights it is made of."""

    project: Project
    period: Period
    light: LightFinding
    found: KnownFinding

    @property
    def period_words(self) -> str:
        return in_language(self.period.label)

    @property
    def scheme(self) -> ShownScheme | None:
        declared = light_schemes().get(self.light.scheme)
        return None if declared is None else ShownScheme(declared, True)

    @property
    def is_changed(self) -> bool:
        """Whether a reason or an override shows something else than the rule says."""
        return self.light.level != self.light.judged_level

    @property
    def contributions(self) -> list[tuple[str, str]]:
        language = "zh" if (get_language() or "zh").startswith("zh") else "en"
        return [(one[language], one[f"is_{language}"]) for one in self.light.contributions]

    @property
    def lights(self) -> list[LightFinding]:
        """Those that the worst is one of."""
        return [one for one in self.found.lights if one.scheme != TOGETHER] if self.light.scheme == TOGETHER else []
