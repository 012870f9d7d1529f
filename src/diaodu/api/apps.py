"""The Django application of this floor."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "diaodu.api"
