"""The Django application of this floor."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "diaodu.assessment"
