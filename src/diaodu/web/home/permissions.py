"""Whose day looks how."""

from diaodu.accounts.models import Membership, Role
from diaodu.accounts.viewer import Viewer

WATCHING = (Role.AUDITOR, Role.ADMINISTRATOR)


def can_read_the_journal(viewer: Viewer) -> bool:
    return viewer.has(*WATCHING)


def administrators(viewer: Viewer) -> list[tuple[str, str]]:
    """Who can grant roles, each with a unit: for somebody who holds none."""
    rows = Membership.objects.valid_on(viewer.day).filter(role=Role.ADMINISTRATOR, user__is_active=True)
    return [
        (row.user.name, viewer.tree.name(row.unit_id)) for row in rows.select_related("user").order_by("user__name")
    ]
