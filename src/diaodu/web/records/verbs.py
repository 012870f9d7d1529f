"""The verbs of the journal in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise | str] = {
    "accept": _("accepted a submission"),
    "accept_all": _("accepted several submissions"),
    "add_person": _("added a person"),
    "approve": _("approved a submission"),
    "change_unit": _("changed a unit"),
    "change_terms": _("changed a reporting task"),
    "choose_lights": _("chose light schemes"),
    "choose_password": _("chose a password"),
    "complete_year": _("entered a year of the work calendar"),
    "confirm_all": _("confirmed all drafts of a text"),
    "confirm_draft": _("confirmed a draft"),
    "correct_fact": _("corrected a reported value"),
    "decide_light_decision": _("decided on a light"),
    "end_membership": _("ended a role"),
    "end_unit": _("ended a unit"),
    "enter_days": _("entered days of the work calendar"),
    "fill_in": _("filled in a submission"),
    "found_project": _("entered a project"),
    "found_unit": _("founded a unit"),
    "give_password": _("gave a new password"),
    "grant_role": _("granted a role"),
    "install_declared": _("laid down measures and node templates"),
    "list_on_programme": _("listed a project on a programme"),
    "make_token": _("made a token"),
    "merge_units": _("merged units"),
    "open_lead": _("entered a lead"),
    "open_period": _("opened a period of a reporting task"),
    "open_submission": _("opened a submission"),
    "propose_drafts": _("proposed drafts from a text"),
    "propose_light_decision": _("proposed to change a light"),
    "put_on_agenda": _("put something on an agenda"),
    "read_again": _("had a text read again"),
    "receive_source": _("received a source"),
    "record_attendance": _("recorded an attendance"),
    "record_directive": _("recorded a directive"),
    "record_meeting": _("recorded a meeting"),
    "reject_draft": _("rejected a draft"),
    "rename_project": _("corrected the name of a project"),
    "report_facts": _("reported values"),
    "return_submission": _("returned a submission"),
    "revoke_token": _("revoked a token"),
    "seal": _("sealed the journal"),
    "set_up_task": _("set up a reporting task"),
    "submit": _("handed in a submission"),
    "take_in": _("took in a text"),
    "undo_decision": _("undid a decision"),
}


def words_of(verb: str) -> str:
    """What somebody did; the verb itself where a version of this house no longer knows it."""
    return str(VERBS.get(verb, verb))
