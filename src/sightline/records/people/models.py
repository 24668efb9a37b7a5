"""People as agencies describe them. An address can kill: where somebody is stands in a table of its own."""

from django.db import models

from sightline.domain.vocabulary.people import BarOrigin, BarState, ContactKind, LocationKind, StaffDetailKind
from sightline.records.ids import new_id


class Person(models.Model):
    """Somebody whom one or more records are taken to be about. Nothing is stored of them here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Handling:
        rows = "system"
        operational = ["id"]

    def __str__(self) -> str:
        return f"Person {self.id}"


class PersonRecord(models.Model):
    """What one agency says of one person: never merged with what another says.

    `born_on` is ISO 8601 text as precise as given (1990, 1990-05 or 1990-05-17), empty where unknown. What
    it said before it was corrected is in `RecordVersion`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="records")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    born_on = models.CharField(max_length=10, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Handling:
        operational = ["id", "person", "agency", "recorded_at", "recorded_by", "version"]
        personal = ["name", "born_on"]

    def __str__(self) -> str:
        return f"Person record {self.id}"


class RecordVersion(models.Model):
    """What a record said of its person in one version, and who had it say so."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(PersonRecord, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    born_on = models.CharField(max_length=10, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "version"], name="record_version_once")]

    class Handling:
        operational = ["id", "record", "version", "recorded_at", "recorded_by"]
        personal = ["name", "born_on"]

    def __str__(self) -> str:
        return f"Version {self.version} of person record {self.record_id}"


class Alias(models.Model):
    """Another name a record gives its person: a former name, a nickname, a spelling."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(PersonRecord, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)

    class Handling:
        operational = ["id", "record"]
        personal = ["name"]

    def __str__(self) -> str:
        return f"Alias {self.id}"


class Location(models.Model):
    """Where somebody is or was, as an agency has it. Revealed on request and with a reason, never listed.

    `is_restricted` is a restriction the source put on it (the NHS's “S”), which stays with it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(PersonRecord, on_delete=models.PROTECT, related_name="locations")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.wording) for kind in LocationKind])
    text = models.TextField()
    is_restricted = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Handling:
        operational = ["id", "record", "agency", "kind", "is_restricted", "recorded_at", "recorded_by"]
        special_category = ["text"]

    def __str__(self) -> str:
        return f"Location {self.id}"


class SafeContact(models.Model):
    """A way to reach somebody without putting them in danger, and when it may be used."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(PersonRecord, on_delete=models.PROTECT, related_name="safe_contacts")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.wording) for kind in ContactKind])
    text = models.TextField()
    instructions = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Handling:
        operational = ["id", "record", "agency", "kind", "recorded_at", "recorded_by"]
        special_category = ["text", "instructions"]

    def __str__(self) -> str:
        return f"Safe contact {self.id}"


class Bar(models.Model):
    """Keeps a member of staff from everything about a person they may know.

    A bar found by matching holds at once (`PROPOSED`), before anybody has looked at it; a privacy
    officer confirms or lifts it. `matched_on` names the fields that matched, never their words.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="bars")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bars")
    origin = models.CharField(max_length=10, choices=[(origin.value, origin.wording) for origin in BarOrigin])
    state = models.CharField(max_length=10, choices=[(state.value, state.wording) for state in BarState])
    matched_on = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "person"], name="bar_once"),
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True, decided_by__isnull=True)
                | models.Q(decided_at__isnull=False, decided_by__isnull=False),
                name="bar_decided_at_and_by",
            ),
        ]

    class Handling:
        operational = ["id", "user", "person", "origin", "state", "matched_on", "decided_at", "decided_by"]
        special_category = ["reason"]

    def __str__(self) -> str:
        return f"Bar {self.id}"


class StaffDetail(models.Model):
    """Something a member of staff is known by in private life, kept only to find conflicts.

    A former name, a date of birth, a home address, a telephone number: given by the person or their
    agency when the account is made.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="details")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.wording) for kind in StaffDetailKind])
    text = models.TextField()

    class Handling:
        operational = ["id", "user", "kind"]
        personal = ["text"]

    def __str__(self) -> str:
        return f"Staff detail {self.id}"


class DeclaredConflict(models.Model):
    """Somebody whom a member of staff says they know, kept to bar them from that person in any case.

    `names` are all the names the person goes by.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    names = models.JSONField()
    born_on = models.CharField(max_length=10, blank=True)

    class Handling:
        rows = "system"
        operational = ["id", "declared_at", "declared_by"]
        special_category = ["names", "born_on"]

    def __str__(self) -> str:
        return f"Declared conflict {self.id}"
