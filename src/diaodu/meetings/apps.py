"""The Django application of this floor."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "diaodu.meetings"
