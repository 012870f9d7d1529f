"""The Django application of this floor."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "diaodu.intake"
