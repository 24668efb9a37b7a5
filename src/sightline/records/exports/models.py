"""Requests for a file. What the file is made of lives in apps above: here it is a kind and an id."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Q

from sightline.domain.states.export_request import ExportState
from sightline.domain.vocabulary.exports import ExportKind
from sightline.domain.watermark import ALPHABET, REFERENCE_LENGTH
from sightline.records.ids import new_id

#: A file that names more people than this needs a second person. Source: SECURITY-P11
APPROVED_ABOVE_PEOPLE = 25


def new_reference() -> str:
    """Return a reference that nobody can guess and that says nothing of whom or what it stands for."""
    return "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_LENGTH))


class ExportRequest(models.Model):
    """One file that somebody asked for.

    The file itself is kept beside the database from `ready_from` until `kept_until` and is in no backup.
    It `rests_on` objects, by their ids: its rows and whatever its figures count. `n_people` is how many
    people its rows name.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.CharField(max_length=REFERENCE_LENGTH, unique=True, default=new_reference)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.wording) for kind in ExportKind])
    object_id = models.UUIDField()
    file_format = models.CharField(max_length=10)
    reason = models.CharField(max_length=500, blank=True)
    n_people = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=[(state.value, state.wording) for state in ExportState])
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    refusal = models.CharField(max_length=500, blank=True)
    rests_on = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64, blank=True)
    ready_from = models.DateTimeField(null=True)
    kept_until = models.DateTimeField(null=True)
    downloaded_at = models.DateTimeField(null=True)
    downloaded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["requested_by", "requested_at"], name="export_requested"),
            models.Index(fields=["state", "kept_until"], name="export_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ExportState]), name="export_state_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ExportKind]), name="export_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="export_decided_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(downloaded_at__isnull=True, downloaded_by__isnull=True)
                | Q(downloaded_at__isnull=False, downloaded_by__isnull=False),
                name="export_downloaded_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("requested_by")),
                name="export_not_approved_by_who_asked",
            ),
            models.CheckConstraint(
                condition=Q(n_people__lte=APPROVED_ABOVE_PEOPLE)
                | ~Q(state__in=[ExportState.WAITING, ExportState.READY, ExportState.EXPIRED])
                | Q(decided_by__isnull=False),
                name="export_of_many_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state=ExportState.READY)
                | Q(ready_from__isnull=False, kept_until__gt=models.F("ready_from")) & ~Q(sha256=""),
                name="export_ready_has_file",
            ),
            models.CheckConstraint(
                condition=~Q(state=ExportState.REFUSED) | ~Q(refusal=""), name="export_refusal_says_why"
            ),
        ]

    class Handling:
        operational = [
            "id",
            "reference",
            "kind",
            "object_id",
            "file_format",
            "n_people",
            "state",
            "requested_at",
            "requested_by",
            "decided_at",
            "decided_by",
            "rests_on",
            "sha256",
            "ready_from",
            "kept_until",
            "downloaded_at",
            "downloaded_by",
        ]
        personal = ["reason", "refusal"]

    def __str__(self) -> str:
        return f"Export {self.reference}"

    @property
    def file_name(self) -> str:
        """Return where the file is kept while it is."""
        return file_name_of_export(self.pk)

    def state_at(self, now: datetime) -> ExportState:
        """Return where it stands: a file past its time is expired, swept away or not."""
        state = ExportState(self.state)
        is_past = state is ExportState.READY and self.kept_until is not None and self.kept_until <= now
        return ExportState.EXPIRED if is_past else state


def file_name_of_export(export_id: UUID) -> str:
    """Return where the file of an export is kept: named by the request, for it is nobody else's."""
    return f"exports/{export_id}"
