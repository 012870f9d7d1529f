"""The Django application of this floor."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "diaodu.facts"
