"""Events as agencies gave them, who was in them and who held them, and which are accounts of one incident."""

from django.db import models
from django.db.models import Q

from sightline.domain.chronology.uncertain_date import DatePrecision, DateQualifier
from sightline.domain.vocabulary.events import (
    AccountOf,
    DisclosureState,
    EventKind,
    EventRole,
    SubmissionPurpose,
)
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.records.append_only import AppendOnly, WordsKept
from sightline.records.ids import new_id

_CLASSES = (ItemClass.SHARED_CONTENT, ItemClass.AGENCY_RAW)


class Submission(models.Model):
    """What one agency gave at one time for one purpose: a return to a review, or one event of a live case.

    A corrected return is another submission, which `supersedes` this one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="submissions")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(
        max_length=10, choices=[(purpose.value, purpose.wording) for purpose in SubmissionPurpose]
    )
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Handling:
        operational = ["id", "case", "agency", "purpose", "supersedes", "received_at", "received_by"]

    def __str__(self) -> str:
        return f"Submission {self.id}"


class Event(WordsKept):
    """What one agency says happened, as it wrote it. Its words never change; a correction is another event.

    What may change is who may read it (`item_class`), what the disclosure officer decided, and whether
    a later file took its place. `further` is what other columns of the file said, each with its head.
    `sort_key` puts events in the order of `domain.chronology.chronology`.
    """

    may_change = ("item_class", "disclosure", "is_current")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="events")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="events")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    item_class = models.CharField(max_length=2, choices=[(each.value, each.wording) for each in _CLASSES])
    disclosure = models.CharField(
        max_length=12,
        choices=[(state.value, state.wording) for state in DisclosureState],
        default=DisclosureState.NOT_CHECKED,
    )
    is_current = models.BooleanField(default=True)
    row = models.PositiveIntegerField(default=0)
    place_in_file = models.CharField(max_length=100, blank=True)
    date_text = models.TextField(blank=True)
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    precision = models.CharField(max_length=10, choices=[(each.value, each.value) for each in DatePrecision])
    qualifier = models.CharField(max_length=12, choices=[(each.value, each.value) for each in DateQualifier])
    at_time = models.TimeField(null=True)
    sort_key = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.wording) for kind in EventKind])
    account_of = models.CharField(
        max_length=10, choices=[(each.value, each.wording) for each in AccountOf], default=AccountOf.AGENCY
    )
    text = models.TextField()
    response = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    source_record = models.TextField(blank=True)
    author = models.TextField(blank=True)
    place = models.TextField(blank=True)
    further = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(earliest=None) | Q(latest=None) | Q(earliest__lte=models.F("latest")),
                name="event_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(item_class__in=[each.value for each in _CLASSES]), name="event_class_known"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "is_current", "sort_key"], name="event_order"),
            models.Index(fields=["submission"], name="event_submission"),
        ]

    class Handling:
        operational = [
            "id",
            "submission",
            "case",
            "agency",
            "item_class",
            "disclosure",
            "is_current",
            "row",
            "place_in_file",
            "precision",
            "qualifier",
            "account_of",
        ]
        personal = ["author"]
        special_category = [
            "date_text",
            "earliest",
            "latest",
            "at_time",
            "sort_key",
            "kind",
            "text",
            "response",
            "comment",
            "source_record",
            "place",
            "further",
        ]

    def __str__(self) -> str:
        return f"Event {self.id}"


class EventPerson(AppendOnly):
    """Somebody in an event, in their part in it. `words` are those by which the event names them.

    `subject` is None for somebody the case does not know.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="people")
    subject = models.ForeignKey(
        "cases.CaseSubject", null=True, on_delete=models.PROTECT, related_name="in_events"
    )
    role = models.CharField(max_length=12, choices=[(role.value, role.wording) for role in EventRole])
    words = models.TextField(blank=True)

    class Handling:
        operational = ["id", "event", "subject"]
        special_category = ["role", "words"]

    def __str__(self) -> str:
        return f"Person {self.id} in event {self.event_id}"


class Holding(AppendOnly):
    """From when an agency had what an event tells, as somebody says, with the words that say so.

    The agency that gave an event held it from when it happened, unless a row here says otherwise.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="holdings")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    since_text = models.TextField()
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    precision = models.CharField(max_length=10, choices=[(each.value, each.value) for each in DatePrecision])
    how = models.TextField(blank=True)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Handling:
        operational = ["id", "event", "agency", "precision", "said_at", "said_by"]
        special_category = ["since_text", "earliest", "latest", "how"]

    def __str__(self) -> str:
        return f"Holding {self.id} of event {self.event_id}"


class SameIncident(models.Model):
    """A group of accounts that a person says are of one incident, until a person parts them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="incidents")
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    parted_at = models.DateTimeField(null=True)
    parted_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(parted_at__isnull=True, parted_by__isnull=True)
                | Q(parted_at__isnull=False, parted_by__isnull=False),
                name="incident_parted_at_and_by",
            ),
        ]

    class Handling:
        operational = ["id", "case", "joined_at", "joined_by", "parted_at", "parted_by"]

    def __str__(self) -> str:
        return f"Incident {self.id}"


class IncidentAccount(models.Model):
    """One account of an incident. An event is in one incident at a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(SameIncident, on_delete=models.PROTECT, related_name="accounts")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="incidents")
    is_joined = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "event"], name="account_once"),
            models.UniqueConstraint(
                fields=["event"], condition=Q(is_joined=True), name="account_in_one_incident"
            ),
        ]

    class Handling:
        operational = ["id", "incident", "event", "is_joined"]

    def __str__(self) -> str:
        return f"Account {self.id} of incident {self.incident_id}"


class KeptApart(models.Model):
    """Two events that a person says are not of one incident, so that nobody is asked again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="kept_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="kept_apart_in_order"),
        ]

    class Handling:
        operational = ["id", "case", "first", "second", "kept_at", "kept_by"]

    def __str__(self) -> str:
        return f"Kept apart {self.id}"
