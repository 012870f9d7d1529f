"""A person's own settings: language, look, password, second factor, tokens."""

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from diaodu.accounts.actions import choose_email, make_token, revoke_token
from diaodu.accounts.models import ApiToken
from diaodu.lib.readonly import readonly
from diaodu.web.access import ViewerRequest, allowed, anyone

LONGEST = timedelta(days=366)


class TokenForm(forms.Form):
    label = forms.CharField(label=gettext_lazy("what it is for"), max_length=60)
    expires_on = forms.DateField(
        label=gettext_lazy("valid until"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["expires_on"].initial = today + timedelta(days=90)

    def clean_expires_on(self) -> Any:
        day = self.cleaned_data["expires_on"]
        if not self.today <= day <= self.today + LONGEST:
            raise forms.ValidationError(_("Choose a day within a year from today."))
        return day


class EmailForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("e-mail"),
        required=False,
        help_text=gettext_lazy("Reminders of reports go there, at most one a day. Empty: none are sent."),
    )


def _settings_page(request: ViewerRequest, form: TokenForm, **more: Any) -> HttpResponse:
    context = {
        "form": form,
        "email_form": EmailForm(initial={"email": request.user.email}),
        "tokens": ApiToken.objects.filter(user=request.user).order_by("-created_at"),
        "has_second_factor": Authenticator.objects.filter(user=request.user).exists(),
        "roles": request.user.memberships.valid_on(request.today).order_by("from_on"),
        **more,
    }
    context["roles"] = [(role, request.viewer.tree.name(role.unit_id)) for role in context["roles"]]
    return render(request, "me/settings.html", context)


@readonly
@allowed(anyone)
def own_settings(request: ViewerRequest) -> HttpResponse:
    return _settings_page(request, TokenForm(today=request.today))


@require_POST
@allowed(anyone)
def email(request: ViewerRequest) -> HttpResponse:
    """Where this person is reminded."""
    form = EmailForm(request.POST)
    if not form.is_valid():
        return _settings_page(request, TokenForm(today=request.today), email_form=form)
    choose_email(request.user, email=form.cleaned_data["email"], at=timezone.now())
    messages.success(request, _("The address is kept."))
    return redirect("me:settings")


@require_POST
@allowed(anyone)
def new_token(request: ViewerRequest) -> HttpResponse:
    """A token for a program; its key stands on this answer and nowhere else."""
    form = TokenForm(request.POST, today=request.today)
    if not form.is_valid():
        return _settings_page(request, form)
    _token, key = make_token(request.user, by=request.user, at=timezone.now(), **form.cleaned_data)
    return _settings_page(request, TokenForm(today=request.today), key=key)


@require_POST
@allowed(anyone)
def revoke(request: ViewerRequest, pk: int) -> HttpResponse:
    """One of the person's own tokens stops working."""
    token = get_object_or_404(ApiToken, pk=pk, user=request.user, revoked_at=None)
    revoke_token(token, by=request.user, at=timezone.now())
    messages.success(request, _("The token “%(label)s” no longer works.") % {"label": token.label})
    return redirect("me:settings")
