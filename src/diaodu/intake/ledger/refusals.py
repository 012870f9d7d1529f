"""What a person is told when an import does not stand where something can be done with it."""

from django.utils.translation import gettext_lazy as _

from diaodu.intake.ledger.actions import ImportRefused

_WORDS = {
    "elsewhere": _("This import is %(state)s meanwhile. Look at it again."),
    "ended": _("This import has come to its end already."),
    "measure-differs": _("The measure %(measure)s is on record already and counts in %(unit)s."),
    "not-alike": _("Row %(row)s does not resemble that project."),
    "nothing-mapped": _("No table is left to import. Tick at least one."),
    "nothing-to-import": _("There is nothing to import: no row is new or changed."),
    "period-missing": _("Say which period the sheet reports, such as 2024-05: some columns are reported values."),
    "problems-left": _("%(problems)s rows have problems or wait for a decision. Mend them or leave them out."),
}


def words_of(refused: ImportRefused) -> str:
    """In the language that is active now."""
    return str(_WORDS[refused.code] % refused.values)
