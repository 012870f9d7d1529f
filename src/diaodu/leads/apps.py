"""The Django application of this floor."""

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "diaodu.leads"
