"""The Django application of this floor."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "diaodu.journal"
