"""What is kept about signing in, besides the factors, which are allauth's `Authenticator`s."""

from django.db import models

from sightline.domain.vocabulary.links import LinkKind
from sightline.records.access.models import Appointment, User
from sightline.records.ids import new_id


class Guess(models.Model):
    """A wrong password or code, or one that is being looked at.

    `bucket` is a keyed digest of what guesses are counted by: it tells nobody whose account was tried.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bucket = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["bucket", "at"], name="guess_bucket")]

    class Handling:
        rows = "system"
        operational = ["id", "bucket", "at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.bucket[:8]}"


class KeptDraft(models.Model):
    """What somebody had typed into the form at `path` when their session ended. Their browser has the key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=500)
    sealed = models.BinaryField()
    valid_until = models.DateTimeField()

    class Handling:
        rows = "system"
        operational = ["id", "user", "path", "valid_until"]
        special_category = ["sealed"]

    def __str__(self) -> str:
        return f"{self.path} until {self.valid_until:%Y-%m-%d %H:%M}"


class OneTimeLink(models.Model):
    """An address that was e-mailed to a user. Only a digest is kept of what is secret in it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.wording) for kind in LinkKind])
    digest = models.CharField(max_length=64, unique=True)
    valid_until = models.DateTimeField()
    is_used = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in LinkKind]), name="link_kind_known"
            ),
        ]

    class Handling:
        rows = "system"
        operational = ["id", "user", "kind", "digest", "valid_until", "is_used"]

    def __str__(self) -> str:
        return f"{self.kind} until {self.valid_until:%Y-%m-%d %H:%M}"


class Recovery(models.Model):
    """Somebody who lost what they sign in with is to be let back in: one person says so, another confirms."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | models.Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="recovery_confirmed_at_and_by",
            ),
            models.CheckConstraint(
                condition=~models.Q(confirmed_by=models.F("started_by")), name="recovery_by_two_people"
            ),
            models.CheckConstraint(
                condition=~models.Q(started_by=models.F("user")) & ~models.Q(confirmed_by=models.F("user")),
                name="recovery_by_others",
            ),
        ]

    class Handling:
        rows = "system"
        operational = ["id", "user", "started_at", "started_by", "confirmed_at", "confirmed_by"]

    def __str__(self) -> str:
        return f"recovery {self.id}"


class AppointmentConfirmation(models.Model):
    """Somebody who manages the staff looked at an appointment and said that it still holds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="confirmations")
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["appointment", "confirmed_at"], name="confirmation_latest")]

    class Handling:
        rows = "system"
        operational = ["id", "appointment", "confirmed_at", "confirmed_by"]

    def __str__(self) -> str:
        return f"{self.appointment_id} {self.confirmed_at:%Y-%m-%d}"
