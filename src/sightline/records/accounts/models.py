"""What is kept about signing in, besides the factors, which are allauth's `Authenticator`s."""

from django.db import models

from sightline.records.access.models import User
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
