"""Why a decision about a draft is refused, in words for the person who took it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.intake.values import Placeholder
from diaodu.intake.words import Words

FIELD_WORDS: dict[str, Promise | str] = {
    "title": _("meeting"),
    "series": _("series"),
    "ordinal": _("number in its series"),
    "held_on": _("date"),
    "chair": _("chair"),
    "attendee": _("attendee"),
    "name": pgettext_lazy("record", "name"),
    "programme": _("programme"),
    "party": _("who"),
    "text": _("what"),
    "due_words": _("by when, in the words of the text"),
    "due_on": _("due on"),
    "number": _("its number in the text"),
    "kind": _("kind"),
}

_REFUSED: dict[str, tuple[Promise | str, Promise | str]] = {
    "already-confirmed": (
        _("%(name)s has already confirmed this draft."),
        _("Reload the page to see what was made of it."),
    ),
    "already-rejected": (
        _("%(name)s has already rejected this draft."),
        _("Reload the page to see why."),
    ),
    "not-decided": (_("This draft is still open: there is nothing to undo."), _("Reload the page.")),
    "decided-by-another": (
        _("%(name)s decided on this draft."),
        _("Only who took a decision can undo it; ask that person."),
    ),
    "earlier-session": (
        _("This decision was taken in an earlier session and stands."),
        _("Correct the record on its own page."),
    ),
    "earlier-rejection": (
        _("This draft was rejected in an earlier session, and that stands."),
        _("Whoever rejected it can still undo that through the interface for programs."),
    ),
    "being-read": (_("The text is still being read."), _("Wait until it is ready, then try again.")),
    "some-decided": (
        _("Drafts of this text have already been confirmed or rejected."),
        _("Undo those decisions first; then the text can be read again."),
    ),
    "meeting-first": (
        _("A directive belongs to its meeting, which is not confirmed yet."),
        _("Confirm the meeting of this text first."),
    ),
    "no-such-record": (
        _("The record to match with was not found."),
        _("It may have been removed, or you may not see it. Choose another one, or none."),
    ),
    "only-seen": (
        _("“%(name)s” belongs to a unit that you do not collect for: you may see it, not add to it."),
        _("Ask a colleague there to match the draft with it, or confirm it as a new record of this text's unit."),
    ),
    "record-exists": (
        _("“%(name)s” is on record already."),
        _("Match the draft with that record; if they are two things, give this one a name that tells them apart."),
    ),
    "several-match": (
        _("Several records are called “%(name)s”."),
        _("Choose the one that is meant and confirm this draft by itself."),
    ),
    "perhaps-on-record": (
        _("“%(name)s” is on record and may be this meeting: the day does not settle it."),
        _("Match the draft with it, or correct the date and confirm it as a new one; then confirm the rest."),
    ),
    "missing-value": (_("“%(field)s” is empty."), _("Fill it in, or reject the draft.")),
    "unknown-field": (_("A draft of this kind has no field “%(field)s”."), _("Reload the page.")),
    "not-a-day": (_("“%(value)s” is not a date."), _("Write it like 2024-05-29.")),
    "not-a-number": (_("“%(value)s” is not a number."), _("Write a whole number such as 10.")),
    "not-a-kind": (_("“%(value)s” is not a kind of directive."), _("Choose one from the list.")),
    "too-long": (
        _("“%(field)s” has %(count)d characters; at most %(most)d fit."),
        _("Shorten it; the text keeps the full wording."),
    ),
    "reason-missing": (_("A rejection needs a reason."), _("Say in a few words why this is not a record.")),
    "built-on": (
        _("Others have built on “%(name)s” since."),
        _("What was confirmed after it – directives, agenda entries, other texts – has to be undone first."),
    ),
    "changed-since": (
        _("“%(name)s” was changed after it was confirmed."),
        _("Correct the record itself instead of undoing."),
    ),
}


class DecisionRefused(Exception):
    """A decision that is not carried out; nothing was changed."""

    def __init__(self, code: str, **values: Placeholder) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    @property
    def words(self) -> Words:
        """What is the matter and what to do, in the language that is active now."""
        what, mend = _REFUSED[self.code]
        field = self.values.get("field", "")
        return Words(str(what % {**self.values, "field": FIELD_WORDS.get(str(field), field)}), str(mend))

    def __str__(self) -> str:
        return f"{self.words.what} {self.words.mend}"
