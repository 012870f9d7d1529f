"""Verbs whose consequence is a recomputation, asked for in the verb's own transaction; and decisions about lights."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from diaodu.accounts.models import Unit, User
from diaodu.assessment.entries import refuse_objections
from diaodu.assessment.judging import choosable
from diaodu.assessment.models import Decision, LightChoice, LightDecision, MapOutline
from diaodu.assessment.tasks import recompute_touched
from diaodu.engine.schemes import light_schemes
from diaodu.facts.actions import Reported, correct_fact, receive_source
from diaodu.facts.models import Fact, SourceKind
from diaodu.facts.reporting import Submission
from diaodu.facts.submitting import submit
from diaodu.journal.writing import journal_entry
from diaodu.lib.outlines import areas_in
from diaodu.projects.models import Project


class NotChoosable(ValueError):
    """A light scheme that is not there, or that asks for what the ledger does not hold."""


class NotADecision(ValueError):
    """What is proposed about a light makes no sense."""


class DecidedAlready(ValueError):
    """Somebody has decided on this before."""


class SamePerson(ValueError):
    """Who proposed it cannot decide on it."""


def hand_in(submission: Submission, *, by: User, at: datetime) -> None:
    """Submit a report that no check objects to, and have the findings that rest on it computed anew.

    Both in one transaction: a crash leaves nothing stale unseen.
    """
    with journal_entry(by=by.pk, at=at, verb="submit"):
        submission.refresh_from_db()
        if submission.is_owed:
            refuse_objections(submission)
        submit(submission, by=by, at=at)
        recompute_touched.enqueue()


def correct(fact: Fact, *, value: Reported, reason: str, by: User, at: datetime) -> Fact:
    """Correct a reported value, and have the findings that rest on it computed anew."""
    with journal_entry(by=by.pk, at=at, verb="correct_fact"):
        corrected = correct_fact(fact, value=value, reason=reason, by=by, at=at)
        recompute_touched.enqueue()
    return corrected


def choose_lights(unit: Unit, schemes: Sequence[str], *, from_on: date, by: User, at: datetime) -> LightChoice:
    """The light schemes that a unit and those below it go by from a day on."""
    if not schemes or not set(schemes) <= set(choosable()):
        raise NotChoosable(_("Choose among the light schemes that the ledger can judge by."))
    with journal_entry(by=by.pk, at=at, verb="choose_lights"):
        choice, _is_new = LightChoice.objects.update_or_create(
            unit=unit, from_on=from_on, defaults={"schemes": list(schemes)}
        )
        recompute_touched.enqueue()
    return choice


def propose_light_decision(
    project: Project,
    *,
    scheme: str,
    level: str,
    words: str,
    from_on: date,
    to_on: date,
    by: User,
    at: datetime,
) -> LightDecision:
    """Propose an approved reason (no level), or a level to show in the place of the rule's. It counts once decided."""
    if scheme not in choosable():
        raise NotChoosable(_("Choose among the light schemes that the ledger can judge by."))
    if level and level not in {one.code for one in light_schemes()[scheme].levels}:
        raise NotADecision(_("This light has no such level."))
    if not words.strip():
        raise NotADecision(_("A reason is needed."))
    if to_on < from_on:
        raise NotADecision(_("The last day comes before the first."))
    with journal_entry(by=by.pk, at=at, verb="propose_light_decision"):
        return LightDecision.objects.create(
            project=project, scheme=scheme, level=level, words=words, from_on=from_on, to_on=to_on, proposed_by=by
        )


def decide_light_decision(decision: LightDecision, *, approved: bool, by: User, at: datetime) -> None:
    """A second person approves what was proposed, or refuses it."""
    with journal_entry(by=by.pk, at=at, verb="decide_light_decision"):
        decision.refresh_from_db()
        if decision.state != Decision.PROPOSED:
            raise DecidedAlready(_("This has been decided already."))
        if decision.proposed_by_id == by.pk:
            raise SamePerson(_("Somebody else than who proposed it has to decide."))
        decision.state = Decision.APPROVED if approved else Decision.REFUSED
        decision.decided_by = by
        decision.save()
        recompute_touched.enqueue()


def adopt_outline(data: bytes, *, name: str, unit: Unit, by: User, at: datetime) -> MapOutline:
    """Draw a government's map with these outlines from now on. Raises NotOutlines, and keeps nothing then."""
    areas_in(data)
    with journal_entry(by=by.pk, at=at, verb="adopt_outline"):
        source, _is_new = receive_source([data], kind=SourceKind.FILE, name=name, unit=unit, by=by, at=at)
        return MapOutline.objects.create(unit=unit, source=source)
