"""The verb that moves a project from phase to phase."""

from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from diaodu.accounts.models import User
from diaodu.facts.actions import cite_typed
from diaodu.journal.writing import journal_entry
from diaodu.projects.benefits import benefits_of
from diaodu.projects.models import Phase, Project
from diaodu.projects.refusals import Refused


def set_phase(project: Project, phase: Phase, *, on: date, by: User, at: datetime, reason: str = "") -> Project:
    """Into another phase from a day on. Back only with a reason; 达效 only when it can be judged."""
    with journal_entry(by=by.pk, at=at, verb="set_phase"):
        project = Project.objects.select_for_update().get(pk=project.pk)
        if project.phase == phase:
            raise Refused(_("The project is in this phase already."), "phase")
        if on > localdate(at):
            raise Refused(_("A phase begins when it begins, not on a day to come."), "on")
        before = Phase(project.phase) if project.phase else None
        if before is not None and phase.rank < before.rank:
            _go_back(project, phase, reason)
            dated = None
        else:
            dated = _go_on(project, before, phase, on)
        project.phase, project.phase_on = phase, on
        project._change_reason = reason or None  # type: ignore[attr-defined]
        project.save()
        for field in filter(None, ("phase_on", dated)):
            cite_typed(project.subject, field, None, typed=on.isoformat(), by=by)
        cite_typed(project.subject, "phase", None, typed=phase.value, by=by)
        return project


def _go_on(project: Project, before: Phase | None, phase: Phase, on: date) -> str | None:
    """The field of the project's own date that the phase brings with it, if it brings one."""
    if before is not None and project.phase_on is not None and on < project.phase_on:
        raise Refused(_("The phase before it began later than this day."), "on")
    if phase == Phase.EFFECTIVE:
        _must_be_judged(project, before)
    field = {Phase.STARTED: "actual_start_on", Phase.FINISHED: "actual_finish_on"}.get(phase)
    if field is None or getattr(project, field) is not None:
        return None
    setattr(project, field, on)
    return field


def _go_back(project: Project, phase: Phase, reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Going back to an earlier phase needs a reason."), "reason")
    if phase.rank < Phase.STARTED.rank:
        project.actual_start_on = None
    if phase.rank < Phase.FINISHED.rank:
        project.actual_finish_on = None


def _must_be_judged(project: Project, before: Phase | None) -> None:
    """达效 is a judgement of what was promised against what came of it: without both there is nothing to judge."""
    if before != Phase.PRODUCING:
        raise Refused(_("Full effect is judged of a project in production."), "phase")
    benefits = benefits_of(project)
    if not benefits:
        raise Refused(
            _("Nothing was promised, so full effect cannot be judged. Enter what was promised first."), "phase"
        )
    if missing := [str(benefit.promise) for benefit in benefits if not benefit.is_due_reported]:
        words = _("Not reported for the promised year or a later one: %(what)s.") % {"what": "、".join(missing)}
        raise Refused(words, "phase")
