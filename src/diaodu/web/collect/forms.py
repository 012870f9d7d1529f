"""Forms of taking in: a text or a file, for whom, in which encoding."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from diaodu.accounts.viewer import Viewer
from diaodu.facts.models import SourceKind
from diaodu.intake.encodings import CHINESE, CODECS
from diaodu.intake.formats import FORMATS
from diaodu.intake.models import COLLECTING_ROLES
from diaodu.intake.reading import DEFAULT_LIMITS
from diaodu.intake.values import Refusal
from diaodu.intake.words import refusal_words

LEDGERS = (".xlsx", ".xls", ".csv")  # these are imported, not read as a text
ACCEPTED = ",".join((*(suffix for format in FORMATS for suffix in format.suffixes), *LEDGERS))
_NAMED_AFTER = 40  # characters of a pasted text that serve as its name

_ENCODINGS = [
    (pgettext_lazy("encodings", "Chinese"), [(code, code.upper()) for code in CHINESE]),
    (pgettext_lazy("encodings", "Others"), [(code, code) for code in CODECS if code not in CHINESE]),
]


class TakeInForm(forms.Form):
    """One text, pasted or in a file."""

    text = forms.CharField(
        label=gettext_lazy("Paste a text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or choose a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    unit = forms.TypedChoiceField(label=gettext_lazy("Received for"), coerce=int)
    encoding = forms.ChoiceField(
        label=gettext_lazy("Encoding of the file"),
        required=False,
        choices=[("", gettext_lazy("Find out by itself")), *_ENCODINGS],
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_units = viewer.units(COLLECTING_ROLES)
        # A department takes texts in for the government that it serves: the records will be managed there.
        served = [viewer.tree.government_of(unit) for unit in viewer.own_units]
        units = dict.fromkeys(unit for unit in (*served, *viewer.own_units, *viewer.tree.states) if unit in open_units)
        self.fields["unit"].choices = [(unit, viewer.tree.name(unit)) for unit in units]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        text, file = given.get("text", "").strip(), given.get("file")
        if text and file:
            raise ValidationError(
                _("There is both a pasted text and a file. Take one of them out, then take in the other.")
            )
        if not text and not file and "file" not in self.errors:
            raise ValidationError(_("There is nothing to take in yet. Paste a text or choose a file."))
        return given

    @property
    def is_ledger(self) -> bool:
        """Whether the file is a workbook, by its name: what it really is, its reading finds out."""
        file = self.cleaned_data["file"]
        return file is not None and (file.name or "").lower().endswith(LEDGERS)

    @property
    def most_bytes(self) -> int:
        return DEFAULT_LIMITS.file_bytes

    def refuse(self, refusal: Refusal) -> None:
        """Says beside the text or the file why it is not taken in, and what to do."""
        words = refusal_words(refusal)
        self.add_error("file" if self.cleaned_data.get("file") else "text", f"{words.what} {words.mend}")

    @property
    def received(self) -> dict[str, Any]:
        """What the verb of taking in wants to know about the bytes."""
        file: Any = self.cleaned_data["file"]
        if file is not None:
            name = file.name or _("file")
            return {"chunks": file.chunks(), "kind": SourceKind.FILE, "name": name, "encoding": self._encoding}
        text: str = self.cleaned_data["text"]
        name = text.strip().splitlines()[0].strip()[:_NAMED_AFTER]
        return {"chunks": [text.encode()], "kind": SourceKind.PASTED, "name": name, "encoding": "utf-8"}

    @property
    def _encoding(self) -> str | None:
        return self.cleaned_data["encoding"] or None


class ReadAgainForm(forms.Form):
    """Another encoding for a text that was read as the wrong one."""

    encoding = forms.ChoiceField(label=gettext_lazy("Read it again as"), choices=_ENCODINGS)
