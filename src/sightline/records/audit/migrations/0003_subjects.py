"""Keeps an entry's details as the text that is digested, and the objects it tells of as rows to be found by."""

import django.db.models.deletion
from django.db import migrations, models

from sightline.domain.audit_trail.entries import canonical
from sightline.records.append_only import add_triggers, remove_triggers


def open_entries(apps, schema_editor):
    remove_triggers(schema_editor, "audit_auditentry")


def copy_details(apps, schema_editor):
    entries = apps.get_model("audit", "AuditEntry").objects
    for entry in entries.iterator():
        entries.filter(pk=entry.pk).update(details_text=canonical(entry.details))


def close_entries(apps, schema_editor):
    for table in ("audit_auditentry", "audit_auditsubject"):
        add_triggers(schema_editor, table)


class Migration(migrations.Migration):
    atomic = False  # SQLite makes the table anew, which it refuses inside a transaction

    dependencies = [("audit", "0002_written_once")]

    operations = [
        migrations.RunPython(open_entries),
        migrations.AddField("auditentry", "details_text", models.TextField(default="{}")),
        migrations.RunPython(copy_details),
        migrations.RemoveField("auditentry", "details"),
        migrations.CreateModel(
            name="AuditSubject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_type", models.CharField(max_length=60)),
                ("object_id", models.CharField(max_length=40)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subjects",
                        to="audit.auditentry",
                        to_field="sequence",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["object_type", "object_id", "entry"], name="audit_subject_looked")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "object_type", "object_id"), name="audit_subject_once"
                    )
                ],
            },
        ),
        migrations.RunPython(close_entries),
    ]
