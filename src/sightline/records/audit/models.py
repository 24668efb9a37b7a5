"""The audit trail. Issue by issue it grows; the rule is that no change is without an entry."""

from django.db import models

from sightline.records.append_only import AppendOnly
from sightline.records.ids import new_id


class AuditEntry(AppendOnly):
    """One thing done by one actor to one object.

    `actor_id` is null for the system itself. `details` holds field names and codes, never a
    person's words: what was written stands in the object's own history. `sequence` counts from 1
    without a gap; `digest` chains the entry to the one before (`domain.audit_trail.entries`).
    """

    sequence = models.BigIntegerField(unique=True)
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    details = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["object_type", "object_id", "at"], name="audit_object"),
            models.Index(fields=["actor_id", "at"], name="audit_actor"),
        ]

    class Handling:
        operational = [
            "sequence",
            "id",
            "at",
            "actor_id",
            "verb",
            "object_type",
            "object_id",
            "details",
            "digest",
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.verb} {self.object_type} {self.object_id}"


class AuditCheckpoint(AppendOnly):
    """A signed note of how many entries there were and the root over them. Copies are kept elsewhere."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    size = models.BigIntegerField(unique=True)
    note = models.TextField()

    class Handling:
        operational = ["id", "at", "size", "note"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} over {self.size} entries"
