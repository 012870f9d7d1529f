"""The one head row."""

from django.db import migrations


def make_head(apps, schema_editor):
    apps.get_model("journal", "Head").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(make_head, migrations.RunPython.noop)]
