"""Lights of projects: by the schemes that their unit has chosen, with approved reasons and overrides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from diaodu.accounts.models import User
from diaodu.accounts.tree import UnitTree
from diaodu.assessment.models import TOGETHER, Decision, LightChoice, LightDecision
from diaodu.assessment.reading import Ledger, with_those_above
from diaodu.engine.inputs import APPROVED_REASON, PROJECT_INPUTS
from diaodu.engine.lights import Light, Override, judge, together
from diaodu.engine.periods import Period
from diaodu.engine.rules import Kind, Value
from diaodu.engine.schemes import light_schemes

# What a unit goes by that has chosen nothing, nor any above it: 武汉 for progress, 银川 for the start.
USUAL_SCHEMES = ("wuhan-project", "yinchuan-2025-start")
_COLUMNS = {name: f"{name}_fen" if known.kind is Kind.MONEY else name for name, known in PROJECT_INPUTS.items()}
_DERIVED = ("planned", APPROVED_REASON.name)


@cache
def choosable() -> tuple[str, ...]:
    """Schemes of projects whose every input the table of projects has, and that need no list kept by hand."""
    return tuple(
        code
        for code, scheme in light_schemes().items()
        if scheme.subject == "project"
        and set(scheme.needs) <= PROJECT_INPUTS.keys()
        and all(level.leave is None for level in scheme.published)
    )


@dataclass(frozen=True)
class Judged:
    """One light as it is stored."""

    scheme: str
    light: Light

    def row(self) -> dict[str, Any]:
        """The columns of its finding."""
        light = self.light
        return {
            "scheme": self.scheme,
            "level": light.level.code,
            "token": str(light.level.token),
            "words_zh": light.level.words.zh,
            "words_en": light.level.words.en,
            "reason_zh": light.reason.zh,
            "reason_en": light.reason.en,
            "judged_level": light.judged.code,
            # Those of the worst light stand with each of its lights.
            "contributions": []
            if self.scheme == TOGETHER
            else [
                {
                    "name": one.name,
                    "zh": one.label.zh,
                    "en": one.label.en,
                    "is_zh": one.printed.zh,
                    "is_en": one.printed.en,
                }
                for one in light.contributions
            ],
        }


@dataclass(frozen=True)
class Judging:
    """Everything that judging needs beside the table: whose schemes, and what people have decided."""

    day: date
    tree: UnitTree
    chosen: Mapping[int, tuple[str, ...]]
    reasons: Mapping[tuple[int, str], str]
    overrides: Mapping[tuple[int, str], Override]
    judged: dict[tuple[Any, ...], Light] = field(default_factory=dict)

    @classmethod
    def at(cls, ledger: Ledger, period: Period) -> "Judging":
        """As known at the ledger's position, about the last day of the period."""
        day = period.last_day
        choices = ledger.rows(LightChoice).filter(from_on__lte=day).order_by("from_on")
        decided = ledger.of_projects(LightDecision).filter(state=Decision.APPROVED, from_on__lte=day, to_on__gte=day)
        rows = list(decided.order_by("id"))
        names = dict(
            User.objects.filter(
                pk__in={pk for row in rows for pk in (row.proposed_by_id, row.decided_by_id)}
            ).values_list("pk", "name")
        )
        return cls(
            day,
            ledger.tree(period),
            {choice.unit_id: tuple(choice.schemes) for choice in choices},
            {(row.project_id, row.scheme): row.words for row in rows if not row.level},
            {
                (row.project_id, row.scheme): Override(
                    row.level, row.words, row.to_on, names[row.proposed_by_id], names[row.decided_by_id]
                )
                for row in rows
                if row.level
            },
        )

    def schemes_of(self, unit_id: int) -> tuple[str, ...]:
        """The choice of the unit, or of the nearest one above it that has made one."""
        for one in with_those_above(self.tree, unit_id):
            if one in self.chosen:
                return self.chosen[one]
        return USUAL_SCHEMES

    def lights(self, row: Mapping[str, Any]) -> list[Judged]:
        """The lights of a project from its row in the table, and the worst of them."""
        project_id, inputs = row["project_id"], _inputs(row)
        judged = []
        for code in self.schemes_of(row["unit_id"]):
            given = inputs | {APPROVED_REASON.name: self.reasons.get((project_id, code))}
            judged.append(Judged(code, self._light(code, given, self.overrides.get((project_id, code)))))
        worst = together([one.light for one in judged])
        return [*judged, Judged(TOGETHER, worst)]

    def _light(self, code: str, inputs: dict[str, Value], override: Override | None) -> Light:
        """Many projects stand alike before a rule that needs little: each case is judged once."""
        scheme = light_schemes()[code]
        case = (code, override, *(inputs[name] for name in scheme.needs))
        if case not in self.judged:
            self.judged[case] = judge(scheme, inputs, on=self.day, override=override)
        return self.judged[case]


def _inputs(row: Mapping[str, Any]) -> dict[str, Value]:
    """The row by the names that rules use."""
    inputs: dict[str, Value] = {name: row[column] for name, column in _COLUMNS.items() if name not in _DERIVED}
    planned = row["planned_num"]
    inputs["planned"] = None if planned is None else Fraction(planned, row["planned_den"])
    return inputs
