"""Cases, and everything the permission rules ask of one."""

from django.db import models
from django.db.models import Q

from sightline.domain.vocabulary.cases import (
    Capacity,
    CaseKind,
    CaseRole,
    CaseStage,
    EmergencyNotice,
    EmergencyReason,
    LawfulBasis,
    SealChangeKind,
)
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.records.ids import new_id

_NOTE_CLASSES = (ItemClass.SHARED_CONTENT, ItemClass.AGENCY_RAW)


class Case(models.Model):
    """The shell of a case. It says nothing about anybody: `reference` is random."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.wording) for kind in CaseKind])
    stage = models.CharField(
        max_length=12,
        choices=[(stage.value, stage.wording) for stage in CaseStage],
        default=CaseStage.OPEN,
    )
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Handling:
        operational = ["id", "reference", "kind", "stage", "agency", "opened_at", "opened_by", "version"]

    def __str__(self) -> str:
        return f"Case {self.reference}"


class CaseMember(models.Model):
    """Somebody who works on a case for an agency, from one moment to another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12, choices=[(each.value, each.wording) for each in Capacity])
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"], condition=Q(ends_at=None), name="case_member_once_without_end"
            ),
        ]
        indexes = [models.Index(fields=["user", "case"], name="case_member_user")]

    class Handling:
        operational = ["id", "case", "user", "agency", "capacity", "starts_at", "ends_at"]

    def __str__(self) -> str:
        return f"Member {self.id} of case {self.case_id}"


class CaseSubject(models.Model):
    """A person in a case, as one agency's record describes them. Each record is of one case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="subjects")
    record = models.OneToOneField("people.PersonRecord", on_delete=models.PROTECT, related_name="subject")
    role = models.CharField(max_length=12, choices=[(role.value, role.wording) for role in CaseRole])

    class Handling:
        operational = ["id", "case", "record"]
        special_category = ["role"]

    def __str__(self) -> str:
        return f"Subject {self.id} of case {self.case_id}"


class CaseNote(models.Model):
    """What an agency writes in a case, for everybody who works on it or for itself alone.

    The words of earlier versions are in `NoteVersion`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    item_class = models.CharField(
        max_length=2, choices=[(each.value, each.wording) for each in _NOTE_CLASSES]
    )
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(item_class__in=[each.value for each in _NOTE_CLASSES]), name="note_class_known"
            ),
        ]
        indexes = [models.Index(fields=["case", "written_at"], name="case_note_time")]

    class Handling:
        operational = ["id", "case", "agency", "item_class", "written_at", "written_by", "version"]
        special_category = ["text"]

    def __str__(self) -> str:
        return f"Note {self.id} of case {self.case_id}"


class NoteVersion(models.Model):
    """The words of a note as they were in one version: a correction supersedes, nothing is lost."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    note = models.ForeignKey(CaseNote, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "version"], name="note_version_once")]

    class Handling:
        operational = ["id", "note", "version", "written_at", "written_by"]
        special_category = ["text"]

    def __str__(self) -> str:
        return f"Version {self.version} of note {self.note_id}"


class Share(models.Model):
    """What one agency lets another see of a case: one note, one record, or all it shared within the case.

    `ended_at` is set where it was taken back before `until`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="shares")
    from_agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    to_agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    note = models.ForeignKey(CaseNote, null=True, on_delete=models.PROTECT, related_name="shares")
    record = models.ForeignKey(
        "people.PersonRecord", null=True, on_delete=models.PROTECT, related_name="shares"
    )
    basis = models.CharField(max_length=24, choices=[(each.value, each.wording) for each in LawfulBasis])
    agreement = models.CharField(max_length=200)
    until = models.DateTimeField()
    shared_at = models.DateTimeField()
    shared_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(note=None) | Q(record=None), name="share_of_one_thing"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="share_ended_at_and_by",
            ),
        ]
        indexes = [models.Index(fields=["case", "to_agency"], name="share_case_agency")]

    class Handling:
        operational = [
            "id",
            "case",
            "from_agency",
            "to_agency",
            "note",
            "record",
            "basis",
            "agreement",
            "until",
            "shared_at",
            "shared_by",
            "ended_at",
            "ended_by",
        ]

    def __str__(self) -> str:
        return f"Share {self.id} of case {self.case_id}"


class Seal(models.Model):
    """Closes a case to everybody but those named on it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="seals")
    sealed_at = models.DateTimeField()
    sealed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="one_seal_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="seal_ended_at_and_by",
            ),
        ]

    class Handling:
        operational = ["id", "case", "sealed_at", "sealed_by", "ended_at", "ended_by"]

    def __str__(self) -> str:
        return f"Seal {self.id}"


class SealName(models.Model):
    """Somebody named on a seal. Taken off, they are deleted; the audit trail keeps that they were on it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="names")
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seal", "user"], name="named_once_on_a_seal")]

    class Handling:
        operational = ["id", "seal", "user"]

    def __str__(self) -> str:
        return f"Name {self.id} on seal {self.seal_id}"


class SealChange(models.Model):
    """A change to a seal that one person proposed and another one decides.

    `user_ids` are the users it names, as text: everybody for a new seal, one for the others.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="seal_changes")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.wording) for kind in SealChangeKind])
    user_ids = models.JSONField(default=list)
    reason = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    is_confirmed = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, is_confirmed__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False, is_confirmed__isnull=False),
                name="seal_change_decided_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("proposed_by")),
                name="seal_change_decided_by_another",
            ),
        ]

    class Handling:
        operational = [
            "id",
            "case",
            "kind",
            "user_ids",
            "proposed_at",
            "proposed_by",
            "decided_at",
            "decided_by",
            "is_confirmed",
        ]
        special_category = ["reason"]

    def __str__(self) -> str:
        return f"Seal change {self.id}"


class EmergencyAccess(models.Model):
    """Sight of a case somebody took without working on it, for an hour, to be reviewed by somebody else.

    `agency` is the agency for which the user took it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="emergencies")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20, choices=[(each.value, each.wording) for each in EmergencyReason])
    reason = models.TextField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField()
    review_due_on = models.DateField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    was_justified = models.BooleanField(null=True)
    review_text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="emergency_reviewed_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=models.F("taken_by")),
                name="emergency_reviewed_by_another",
            ),
        ]
        indexes = [models.Index(fields=["taken_by", "case", "until"], name="emergency_in_force")]

    class Handling:
        operational = [
            "id",
            "case",
            "agency",
            "code",
            "taken_at",
            "taken_by",
            "until",
            "review_due_on",
            "reviewed_at",
            "reviewed_by",
            "was_justified",
        ]
        special_category = ["reason", "review_text"]

    def __str__(self) -> str:
        return f"Emergency access {self.id}"


class EmergencyAlert(models.Model):
    """That somebody is to be told of an emergency access, and whether the mail has gone.

    Made with the access itself, so that none is ever without.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    access = models.ForeignKey(EmergencyAccess, on_delete=models.PROTECT, related_name="alerts")
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    notice = models.CharField(max_length=10, choices=[(each.value, each.wording) for each in EmergencyNotice])
    is_sent = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["access", "user", "notice"], name="emergency_alert_once"),
        ]

    class Handling:
        operational = ["id", "access", "user", "notice", "is_sent"]

    def __str__(self) -> str:
        return f"Alert {self.id} of emergency access {self.access_id}"


class Reveal(models.Model):
    """That somebody asked where a person in a case is, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reveals")
    record = models.ForeignKey("people.PersonRecord", on_delete=models.PROTECT, related_name="reveals")
    reason = models.TextField()
    revealed_at = models.DateTimeField()
    revealed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Handling:
        operational = ["id", "case", "record", "revealed_at", "revealed_by"]
        special_category = ["reason"]

    def __str__(self) -> str:
        return f"Reveal {self.id}"
