"""The Django application of this floor."""

from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "diaodu.web"

    def ready(self) -> None:
        # Importing registers them; the models they ask must be loaded first.
        import_module("diaodu.web.checks")
