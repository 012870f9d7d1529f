"""Light schemes, the lights of projects, which schemes a unit goes by, and what people decided about a light."""

from datetime import date
from typing import Annotated

from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import StrictBool, StringConstraints

from diaodu.accounts.models import Unit
from diaodu.api.access import Request, may, may_for
from diaodu.api.asking import AskedPage, AskedStretch, Day, Id, Page, page_of
from diaodu.api.errors import VERB_REFUSALS, answers, takes
from diaodu.api.findings import WordsOut, words_out
from diaodu.api.known import Known, UnitRef
from diaodu.api.sources import JSON_BYTES
from diaodu.api.values import Period, Reason
from diaodu.assessment.actions import choose_lights, decide_light_decision, propose_light_decision
from diaodu.assessment.judging import choosable
from diaodu.assessment.models import (
    CHOOSING_ROLES,
    DECIDING_ROLES,
    PROPOSING_ROLES,
    Decision,
    LightChoice,
    LightDecision,
    LightFinding,
)
from diaodu.engine.light_schemes import LightLevel, LightScheme, Token
from diaodu.engine.schemes import light_schemes
from diaodu.projects.models import Project

router = Router(tags=["lights"])
schemes_router = Router(tags=["lights"])
choices_router = Router(tags=["lights"])
decisions_router = Router(tags=["lights"])

SchemeCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$", max_length=60)]
LevelCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{0,20}$", max_length=20)]


class LevelOut(Schema):
    code: str
    words: WordsOut
    token: Token
    condition: str = Field(description="In the rule language; empty for a level that needs none.")


class LightSchemeOut(Schema):
    """A light as published: its levels in order, the first always “not reported”."""

    code: str
    label: WordsOut
    document: WordsOut
    levels: list[LevelOut]
    is_choosable: bool = Field(description="The ledger has all that it asks for.")


class LightOut(Schema):
    """What a scheme says of a project in a period. The scheme “together” is the worst of its lights."""

    period: str
    project: int
    scheme: str
    level: str
    token: Token
    words: WordsOut
    reason: WordsOut
    judged_level: str = Field(description="What the rule alone says, whatever excuses or overrides it.")


class AskedLights(AskedStretch):
    period: Period | None = None
    project: Id | None = None
    scheme: SchemeCode | None = None
    token: Token | None = None


class ChoiceOut(Schema):
    """Which light schemes a unit and those below it go by from a day on."""

    id: int
    unit: UnitRef
    schemes: list[str]
    from_on: date


class ChooseIn(Schema, extra="forbid"):
    """The light schemes that a unit goes by from a day on."""

    unit: Id
    schemes: list[SchemeCode] = Field(min_length=1, max_length=20)
    from_on: Day


class DecisionOut(Schema):
    """An approved reason (no level) or a level to show in the place of the rule's, with both people."""

    id: int
    project: int
    scheme: str
    level: str
    words: str
    from_on: date
    to_on: date
    state: Decision
    proposed_by: int
    decided_by: int | None


class AskedDecisions(AskedPage):
    project: Id | None = None
    state: Decision | None = None


class ProposeIn(Schema, extra="forbid"):
    """A reason why a light should not count against the project, or a level to show instead."""

    project: Id
    scheme: SchemeCode
    level: LevelCode = Field("", description="Empty: an approved reason, which the rule itself knows.")
    words: Reason
    from_on: Day
    to_on: Day


class DecideIn(Schema, extra="forbid"):
    """Whether what was proposed counts."""

    approved: StrictBool


@schemes_router.get("", response=answers(Page[LightSchemeOut], refusals=(401, 403, 422)))
def schemes(request: Request, asked: Query[AskedStretch]) -> Page[LightSchemeOut]:
    """Every published light scheme."""
    declared = list(light_schemes().values()) if request.auth.roles else []
    items = [_shown_scheme(one) for one in declared[asked.offset : asked.offset + asked.limit]]
    return Page(items=items, total=len(declared), limit=asked.limit, offset=asked.offset)


@router.get("", response=answers(Page[LightOut], refusals=(401, 403, 422)))
def lights(request: Request, asked: Query[AskedLights]) -> Page[LightOut]:
    """Stored lights of projects that the caller may see, the latest period first."""
    rows = LightFinding.objects.visible_to(request.auth).order_by("-period", "project_id", "scheme")
    given = {name: value for name, value in asked.dict(exclude={"limit", "offset"}).items() if value is not None}
    return page_of(rows.filter(**given), asked, lambda stretch: [_shown_light(row) for row in stretch])


@choices_router.get("", response=answers(Page[ChoiceOut], refusals=(401, 403, 422)))
def choices(request: Request, asked: Query[AskedPage]) -> Page[ChoiceOut]:
    """Choices of units that the caller may see."""
    known = Known.at(request.auth, asked.as_of)
    rows = known.rows(LightChoice).filter(unit_id__in=request.auth.units()).order_by("unit_id", "from_on", "id")
    return page_of(rows, asked, lambda stretch: [_shown_choice(row, known) for row in stretch])


@choices_router.post("", response=answers(ChoiceOut, refusals=VERB_REFUSALS))
@decorate_view(takes("application/json", at_most=JSON_BYTES))
def choose(request: Request, given: ChooseIn) -> ChoiceOut:
    """Choose the light schemes of a unit and those below it."""
    caller = request.auth
    may(caller, CHOOSING_ROLES)
    may_for(caller, CHOOSING_ROLES, given.unit)
    unit = Unit.objects.get(pk=given.unit)
    choice = choose_lights(unit, given.schemes, from_on=given.from_on, by=caller.user, at=timezone.now())
    return _shown_choice(choice, Known.at(caller, None))


@decisions_router.get("", response=answers(Page[DecisionOut], refusals=(401, 403, 422)))
def decisions(request: Request, asked: Query[AskedDecisions]) -> Page[DecisionOut]:
    """What was proposed and decided about lights of projects that the caller may see."""
    known = Known.at(request.auth, asked.as_of)
    rows = known.visible(LightDecision).order_by("-from_on", "id")
    if asked.project is not None:
        rows = rows.filter(project_id=asked.project)
    if asked.state is not None:
        rows = rows.filter(state=asked.state)
    return page_of(rows, asked, lambda stretch: [_shown_decision(row) for row in stretch])


@decisions_router.post("", response=answers(DecisionOut, refusals=VERB_REFUSALS))
@decorate_view(takes("application/json", at_most=JSON_BYTES))
def propose(request: Request, given: ProposeIn) -> DecisionOut:
    """Propose an approved reason or an override; a second person decides."""
    caller = request.auth
    may(caller, PROPOSING_ROLES)
    known = Known.at(caller, None)
    project = known.one(known.visible(Project), given.project)
    may_for(caller, PROPOSING_ROLES, project.unit_id)
    proposed = propose_light_decision(project, **given.dict(exclude={"project"}), by=caller.user, at=timezone.now())
    return _shown_decision(proposed)


@decisions_router.post("/{decision_id}/decide", response=answers(DecisionOut, refusals=VERB_REFUSALS))
@decorate_view(takes("application/json", at_most=JSON_BYTES))
def decide(request: Request, decision_id: Id, given: DecideIn) -> DecisionOut:
    """Approve or refuse what somebody else proposed."""
    caller = request.auth
    may(caller, DECIDING_ROLES)
    known = Known.at(caller, None)
    row = known.one(known.visible(LightDecision).select_related("project"), decision_id)
    may_for(caller, DECIDING_ROLES, row.project.unit_id)
    decide_light_decision(row, approved=given.approved, by=caller.user, at=timezone.now())
    return _shown_decision(row)


def _shown_scheme(scheme: LightScheme) -> LightSchemeOut:
    return LightSchemeOut(
        code=scheme.code,
        label=words_out(scheme.label),
        document=words_out(scheme.document.title),
        levels=[_shown_level(level) for level in scheme.levels],
        is_choosable=scheme.code in choosable(),
    )


def _shown_level(level: LightLevel) -> LevelOut:
    condition = level.condition.text if level.condition else ""
    return LevelOut(code=level.code, words=words_out(level.words), token=level.token, condition=condition)


def _shown_light(row: LightFinding) -> LightOut:
    return LightOut(
        period=row.period,
        project=row.project_id,
        scheme=row.scheme,
        level=row.level,
        token=Token(row.token),
        words=WordsOut(zh=row.words_zh, en=row.words_en),
        reason=WordsOut(zh=row.reason_zh, en=row.reason_en),
        judged_level=row.judged_level,
    )


def _shown_choice(row: LightChoice, known: Known) -> ChoiceOut:
    return ChoiceOut(id=row.pk, unit=known.unit(row.unit_id), schemes=row.schemes, from_on=row.from_on)


def _shown_decision(row: LightDecision) -> DecisionOut:
    return DecisionOut(
        id=row.pk,
        project=row.project_id,
        scheme=row.scheme,
        level=row.level,
        words=row.words,
        from_on=row.from_on,
        to_on=row.to_on,
        state=Decision(row.state),
        proposed_by=row.proposed_by_id,
        decided_by=row.decided_by_id,
    )
