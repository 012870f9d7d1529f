"""The Django application of this floor."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "diaodu.search"
