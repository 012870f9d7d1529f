"""Firms, by their credit code."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as NotACreditCode

from diaodu.facts.models import Subject
from diaodu.journal.histories import histories


def valid_credit_code(value: str) -> None:
    """A unified social credit code with its check character."""
    try:
        compact = uscc.validate(value)
    except NotACreditCode:
        compact = ""
    if compact != value:
        raise ValidationError(
            _("“%(value)s” is not a unified social credit code: 18 characters, of which the last checks the others."),
            params={"value": value},
        )


class Firm(models.Model):
    """An enterprise. Its credit code is its key where it is known; its name never is."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="firm")
    name = models.CharField(pgettext_lazy("firm", "name"), max_length=200)
    uscc = models.CharField(
        _("unified social credit code"),
        max_length=18,
        null=True,
        blank=True,
        unique=True,
        validators=[valid_credit_code],
    )

    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]

    def __str__(self) -> str:
        return self.name
