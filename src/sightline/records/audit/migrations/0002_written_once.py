"""Makes the database itself refuse to change or delete what is written once."""

from django.db import migrations

from sightline.records.append_only import add_triggers, remove_triggers

TABLES = ["audit_auditentry", "audit_auditcheckpoint"]


def forwards(apps, schema_editor):
    for table in TABLES:
        add_triggers(schema_editor, table)


def backwards(apps, schema_editor):
    for table in TABLES:
        remove_triggers(schema_editor, table)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
