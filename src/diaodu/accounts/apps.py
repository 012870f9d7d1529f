"""The Django application of this floor."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "diaodu.accounts"
