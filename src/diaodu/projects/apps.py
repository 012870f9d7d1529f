"""The Django application of this floor."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProjectsConfig(AppConfig):
    name = "diaodu.projects"

    def ready(self) -> None:
        from diaodu.projects import installing

        post_migrate.connect(installing.after_migrating, sender=self, dispatch_uid="declared_stand")
