"""The Django application of this floor."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "diaodu.projects"
