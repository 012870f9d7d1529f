"""Verbs of extensions: asked before the date has passed, decided by somebody else."""

from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from diaodu.accounts.models import User
from diaodu.facts.actions import cite_typed
from diaodu.journal.writing import journal_entry
from diaodu.projects.models import Extension, ExtensionReason, ExtensionState, Milestone
from diaodu.projects.refusals import Refused, check_fields


def ask_extension(
    milestone: Milestone, *, to_on: date, reason_kind: ExtensionReason, words: str, by: User, at: datetime
) -> Extension:
    """Ask for a later planned date, on its last day at the latest."""
    with journal_entry(by=by.pk, at=at, verb="ask_extension"):
        milestone = Milestone.objects.select_for_update().get(pk=milestone.pk)
        today = localdate(at)
        from_on = _date_to_move(milestone, today)
        if to_on <= from_on:
            raise Refused(_("An extension leads to a later day than the planned one."), "to_on")
        if not words.strip():
            raise Refused(_("Say in words why the date cannot be met."), "words")
        asked = Extension(
            milestone=milestone,
            asked_on=today,
            asked_by=by,
            from_on=from_on,
            to_on=to_on,
            reason_kind=reason_kind,
            words=words,
        )
        check_fields(asked, "reason_kind", "words")
        asked.save()
        return asked


def _date_to_move(milestone: Milestone, today: date) -> date:
    if milestone.planned_on is None:
        raise Refused(_("The node has no planned date yet. Plan it first."), "to_on")
    if milestone.actual_on is not None:
        raise Refused(_("The node is done: there is nothing to extend."), "to_on")
    if today > milestone.planned_on:
        raise Refused(_("The planned date has passed. An extension is asked for before it."), "to_on")
    if milestone.extensions.filter(state=ExtensionState.ASKED).exists():
        raise Refused(_("An extension of this node is waiting to be decided."), "to_on")
    return milestone.planned_on


def decide_extension(extension: Extension, *, grant: bool, words: str, by: User, at: datetime) -> Extension:
    """Granted, the planned date moves; refused, it stays. Either is published beside the date."""
    with journal_entry(by=by.pk, at=at, verb="decide_extension"):
        extension = Extension.objects.select_for_update().select_related("milestone").get(pk=extension.pk)
        if extension.state != ExtensionState.ASKED:
            raise Refused(_("This extension has been decided already."))
        if extension.asked_by_id == by.pk:
            raise Refused(_("Who asked for an extension does not decide about it. Somebody else has to."))
        if not grant and not words.strip():
            raise Refused(_("Say why it is refused."), "words")
        extension.state = ExtensionState.GRANTED if grant else ExtensionState.REFUSED
        extension.decided_by, extension.decided_on, extension.decision = by, localdate(at), words
        extension.save()
        if grant:
            milestone = Milestone.objects.select_for_update().get(pk=extension.milestone_id)
            milestone.planned_on = extension.to_on
            milestone.save()
            cite_typed(milestone.subject, "planned_on", None, typed=extension.to_on.isoformat(), by=by)
        return extension
