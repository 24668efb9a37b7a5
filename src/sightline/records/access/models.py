"""People who sign in."""

from collections.abc import Iterator
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from sightline.domain.vocabulary.roles import Role
from sightline.records.ids import new_id


class UserManager(BaseUserManager["User"]):
    """Finds users; `access.services.add_user` makes them."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user with an e-mail address, whatever its capitals. Raises: User.DoesNotExist."""
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser):
    """Someone who signs in. `agency` employs them; what they do, and for whom, their appointments say."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="users")
    is_active = models.BooleanField(default=True)
    session_epoch = models.PositiveIntegerField(default=0)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_whatever_capitals"),
        ]

    class Handling:
        rows = "reference"
        operational = ["id", "agency", "is_active", "session_epoch", "last_login", "password"]
        personal = ["email", "name"]

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """Return what a session must agree with: a new password or a new epoch ends all sessions at once."""
        return self._session_hash()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Return the same, made with earlier secret keys."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret: str | bytes | None = None) -> str:
        agreed = f"{self.session_epoch} {self.password}"
        return salted_hmac("sightline.session", agreed, secret=secret, algorithm="sha256").hexdigest()


class Appointment(models.Model):
    """A role a user holds in an agency, from one moment to another. Ended ones are kept.

    `supervisor` is who answers for what the user does in this role.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=[(role.value, role.wording) for role in Role])
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    supervisor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="supervised")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    grantor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="appointment_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gte=models.F("starts_at")), name="appointment_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["user", "role", "ends_at"], name="appointment_in_force")]

    class Handling:
        rows = "reference"
        operational = [
            "id",
            "user",
            "role",
            "agency",
            "supervisor",
            "starts_at",
            "ends_at",
            "grantor",
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.id}"
