"""Whose day looks how."""

from diaodu.accounts.models import Role
from diaodu.accounts.viewer import Viewer

WATCHING = (Role.AUDITOR, Role.ADMINISTRATOR)


def can_read_the_journal(viewer: Viewer) -> bool:
    return viewer.has(*WATCHING)
