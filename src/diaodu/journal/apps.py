"""The Django application of this floor."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_migrate


class JournalConfig(AppConfig):
    name = "diaodu.journal"

    def ready(self) -> None:
        from diaodu.journal.guards import standing

        pre_migrate.connect(standing.before_migrating, dispatch_uid="guards_make_way")
        post_migrate.connect(standing.after_migrating, dispatch_uid="guards_stand")
        register(standing.guards_stand, Tags.database)
