"""The Django application of this floor."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "diaodu.web"
