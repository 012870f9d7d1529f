"""Striking out an entry."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.accounts.models import User
from diaodu.projects.actions import strike
from diaodu.projects.models import Approval, BenefitPromise, Participation, Photo, WorkItem
from diaodu.web.projects.deeds.deed import Deed

# What can be struck out, by the word of its address.
STRUCK: Mapping[str, Any] = {
    "approval": Approval,
    "benefit": BenefitPromise,
    "firm": Participation,
    "photo": Photo,
    "work": WorkItem,
}


class Strike(Deed):
    name = "strike"
    title, button = _("Strike out"), _("Strike it out")
    done = _("It is struck out. The history keeps it with your reason.")

    reason = forms.CharField(label=pgettext_lazy("striking out", "Why"), max_length=200)

    def carry_out(self, *, by: User, at: datetime) -> None:
        strike(self.about, reason=self.cleaned_data["reason"], by=by, at=at)
