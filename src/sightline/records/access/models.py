"""People who sign in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from sightline.domain.vocabulary.roles import Role
from sightline.records.ids import new_id


class UserManager(BaseUserManager["User"]):
    """Finds users; `access.services.add_user` makes them."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user with an e-mail address, whatever its capitals. Raises: User.DoesNotExist."""
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser):
    """Someone who signs in, on behalf of one agency, in one role."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="users")
    role = models.CharField(max_length=20, choices=[(role.value, role.wording) for role in Role])
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_whatever_capitals"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="user_role_known"
            ),
        ]

    class Handling:
        operational = ["id", "agency", "role", "is_active", "last_login", "password"]
        personal = ["email", "name"]

    def __str__(self) -> str:
        return self.name
