"""The audit trail: no change without an entry, and nothing about people shown without one."""

import json
from typing import Any

from django.db import models

from sightline.domain.vocabulary.unusual_reading import UnusualReading
from sightline.records.append_only import AppendOnly
from sightline.records.ids import new_id


class AuditEntry(AppendOnly):
    """One thing done by one actor to one object.

    `actor_id` is null for the system itself. `details` holds field names, codes and ids, never a
    person's words: what was written stands in the object's own history. It is kept as the very text
    that is digested, so that to prove a long trail no JSON has to be read and written again.
    `sequence` counts from 1 without a gap; `digest` chains the entry to the one before
    (`domain.audit_trail.entries`).
    """

    sequence = models.BigIntegerField(unique=True)
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    details_text = models.TextField(default="{}")
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["object_type", "object_id", "at"], name="audit_object"),
            models.Index(fields=["actor_id", "at"], name="audit_actor"),
        ]

    class Handling:
        rows = "system"
        operational = [
            "sequence",
            "id",
            "at",
            "actor_id",
            "verb",
            "object_type",
            "object_id",
            "details_text",
            "digest",
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.verb} {self.object_type} {self.object_id}"

    @property
    def details(self) -> dict[str, Any]:
        """What else there is to say of the deed."""
        found: dict[str, Any] = json.loads(self.details_text)
        return found


class AuditSubject(AppendOnly):
    """One object that somebody saw, or was refused, by the entry that says so: the index of who looked at it.

    It repeats what the entry's details say under digest; `queries.Trail` compares the two.
    """

    entry = models.ForeignKey(
        AuditEntry, to_field="sequence", on_delete=models.PROTECT, related_name="subjects"
    )
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "object_type", "object_id"], name="audit_subject_once")
        ]
        indexes = [models.Index(fields=["object_type", "object_id", "entry"], name="audit_subject_looked")]

    class Handling:
        rows = "system"
        operational = ["id", "entry", "object_type", "object_id"]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id} in entry {self.entry_id}"


class AuditCheckpoint(AppendOnly):
    """A signed note of how many entries there were and the root over them. Copies are kept elsewhere."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    size = models.BigIntegerField(unique=True)
    note = models.TextField()

    class Handling:
        rows = "system"
        operational = ["id", "at", "size", "note"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} over {self.size} entries"


class AuditCosignature(AppendOnly):
    """The line by which another agency says that it saw a checkpoint of a record that only grew."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    checkpoint = models.ForeignKey(AuditCheckpoint, on_delete=models.PROTECT, related_name="cosignatures")
    at = models.DateTimeField()
    cosigner = models.CharField(max_length=61)
    line = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checkpoint", "cosigner"], name="audit_cosigned_once")]

    class Handling:
        rows = "system"
        operational = ["id", "checkpoint", "at", "cosigner", "line"]

    def __str__(self) -> str:
        return f"{self.cosigner} under {self.checkpoint_id}"


class ReadingAlert(AppendOnly):
    """That somebody read more than usual. It says how much and when, never what or about whom."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    actor_id = models.UUIDField()
    reason = models.CharField(max_length=10, choices=[(each.value, each.wording) for each in UnusualReading])
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    n_subjects = models.PositiveIntegerField()
    usual = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["actor_id", "reason", "ends"], name="audit_alert_actor")]

    class Handling:
        rows = "system"
        operational = ["id", "at", "actor_id", "reason", "begins", "ends", "n_subjects", "usual"]

    def __str__(self) -> str:
        return f"{self.reason} {self.actor_id} {self.begins:%Y-%m-%d %H:%M}"


class ReadingAlertAnswer(AppendOnly):
    """What an officer made of a reading alert: who looked into it, when, and what they found."""

    alert = models.OneToOneField(
        ReadingAlert, on_delete=models.PROTECT, primary_key=True, related_name="answer"
    )
    at = models.DateTimeField()
    actor_id = models.UUIDField()
    text = models.CharField(max_length=500)

    class Handling:
        rows = "system"
        operational = ["alert", "at", "actor_id"]
        third_party = ["text"]

    def __str__(self) -> str:
        return f"answer to {self.alert_id}"


class ContentKey(models.Model):
    """The secret under which the marks of one object's content were made. Erased, they match nothing more."""

    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    key = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_id"], name="audit_content_key_once")
        ]

    class Handling:
        rows = "system"
        operational = ["id", "object_type", "object_id", "key"]

    def __str__(self) -> str:
        return f"key of {self.object_type} {self.object_id}"
