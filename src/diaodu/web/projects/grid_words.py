"""What the grid of the ledger says while it is worked in; names in braces are filled in by the page."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def grid_words() -> dict[str, str]:
    return {
        "language": pgettext("language of times", "en"),
        "missing": pgettext("cell", "not reported"),
        "hidden": _("not yours to see"),
        "loading": _("Reading the ledger …"),
        "failed": _("The ledger could not be read. What you typed is kept; load the page again."),
        "first": _("First"),
        "last": _("Last"),
        "previous": _("Previous"),
        "next": _("Next"),
        "saving": _("Saving {n} …"),
        "saved": _("Saved {time}"),
        "waiting": _("No connection: {n} wait to be saved, and are tried again"),
        "troubles": _("{n} not saved"),
        "refused": _("{project} · {column}: “{mine}” was not saved. {why}"),
        "conflict": _("{project} · {column}: {by} changed this to “{theirs}” at {time}. You typed “{mine}”."),
        "keep_theirs": _("Keep theirs"),
        "take_mine": _("Put mine"),
        "drop": _("Leave it as it was"),
        "mend": _("Mend it"),
        "theirs": _("theirs"),
        "mine": _("mine"),
        "total": _("Without duplicates: {n} projects"),
        "apart": _("sums of the {n} that are no part of another"),
        "not_yours": _("Only the office, and the reporter of the managing unit, keep this record."),
        "past": _("The past is for reading."),
        "code": _("A project code never changes."),
        "outside": _("{n} pasted values fell outside of the rows and columns shown."),
        "nothing": pgettext("grid", "nothing"),
    }
