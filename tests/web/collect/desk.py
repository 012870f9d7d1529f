"""What the tests of the collect pages share: somebody signed in, and how a page and its parts are asked for."""

import re

from django.test import Client
from django.urls import reverse

from diaodu.accounts.models import User
from diaodu.intake.models import Draft, DraftKind, Reading

HTMX = {"HX-Request": "true", "HX-Target": "div#work"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page_of_source(reading: Reading) -> str:
    return reverse("collect:source", args=[reading.source_id])


def draft_of(reading: Reading, kind: DraftKind) -> Draft:
    return reading.drafts.filter(kind=kind).order_by("order")[0]


def work_of(html: str) -> str:
    """The part of the page that decisions change, without the tokens that differ from answer to answer."""
    inner = html.partition('<div id="work" class="collect-work">')[2] or html
    inner = inner.partition('</div>\n<p id="why"')[0]
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", inner).strip()
