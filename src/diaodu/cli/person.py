"""`diaodu person add`: the first people, before there is an administrator to add them on the pages."""

import argparse
import secrets

from diaodu.cli.django_ready import start_django
from diaodu.cli.errors import CommandError
from diaodu.cli.migrate import bring_up_to_date

ROLES = ("administrator", "dispatcher", "reporter", "line_department", "investment_officer", "leader", "auditor")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    add = verbs.add_parser("add", help="add a person, or give a role to one who is known")
    add.add_argument("username", help="what they sign in with")
    add.add_argument("--name", help="the person's name; needed for a new person")
    add.add_argument("--unit", required=True, metavar="CODE", help="code of the unit where they work")
    add.add_argument("--unit-name", help="founds the unit under this name when its code is new, as a city")
    add.add_argument("--role", required=True, choices=ROLES)


def run(arguments: argparse.Namespace) -> int:
    start_django()
    bring_up_to_date()
    from django.core.exceptions import ValidationError

    password = "-".join(secrets.token_hex(2) for _ in range(4))
    try:
        is_new = _add(arguments, password)
    except ValidationError as refusal:
        raise CommandError("; ".join(refusal.messages)) from refusal
    if is_new:
        print(f"Password for the first sign-in: {password}")
    return 0


def _add(arguments: argparse.Namespace, password: str) -> bool:
    """Everything or nothing. Whether the person is new."""
    from django.db import transaction
    from django.utils import timezone

    from diaodu.accounts.actions import add_person, found_unit, grant_role
    from diaodu.accounts.models import Role, Unit, UnitKind, User

    at, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        unit = Unit.objects.filter(code=arguments.unit).first()
        if unit is None and not arguments.unit_name:
            raise CommandError(f"no unit has the code {arguments.unit}; to found it, add --unit-name")
        if unit is None:
            unit = found_unit(
                code=arguments.unit,
                name=arguments.unit_name,
                kind=UnitKind.CITY,
                parent=None,
                from_on=today,
                by=None,
                at=at,
            )
        user = User.objects.filter(username=arguments.username).first()
        is_new = user is None
        if user is None:
            if not arguments.name:
                raise CommandError(f"nobody is called {arguments.username} yet: give the person's --name")
            user = add_person(username=arguments.username, name=arguments.name, password=password, by=None, at=at)
        grant_role(user=user, unit=unit, role=Role(arguments.role), from_on=today, by=None, at=at)
    return is_new
