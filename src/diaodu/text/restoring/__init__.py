"""Restoring damaged text: judging a document, undoing its damage, and accounting for every edit."""

from diaodu.text.restoring.edits import Edit, Restoration, Why
from diaodu.text.restoring.restoring import restore

__all__ = ["Edit", "Restoration", "Why", "restore"]
