"""What a review asks of agencies, their returns, and what its panel says of the entries.

All of it hangs on the review's case, and is read by who works on that case.
"""

from django.db import models
from django.db.models import Q

from sightline.domain.states.agency_return import ReturnState
from sightline.domain.states.return_file import ReturnFileState
from sightline.domain.vocabulary.chronologies import MarkKind, ReturnStepKind
from sightline.records.append_only import AppendOnly
from sightline.records.ids import new_id


def _both_or_neither(stem: str, name: str) -> models.CheckConstraint:
    both = {f"{stem}_at__isnull": False, f"{stem}_by__isnull": False}
    neither = dict.fromkeys(both, True)
    return models.CheckConstraint(condition=Q(**neither) | Q(**both), name=name)


class ChronologyRequest(AppendOnly):
    """What a review asks agencies for, in one version: the latest holds.

    `columns` are the codes of `domain.chronology.columns` that a template has, beside date and event.
    Without a disclosure check what an agency sends is open to the panel at once; `why_no_check` says why.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="chronology_requests")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    begins_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    due_on = models.DateField()
    columns = models.JSONField(default=list)
    guidance = models.TextField(blank=True)
    needs_disclosure_check = models.BooleanField(default=True)
    why_no_check = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="chronology_request_version_once"),
            models.CheckConstraint(
                condition=Q(begins_on=None) | Q(ends_on=None) | Q(begins_on__lte=models.F("ends_on")),
                name="chronology_period_in_order",
            ),
        ]

    class Handling:
        operational = [
            "id",
            "case",
            "version",
            "title",
            "begins_on",
            "ends_on",
            "due_on",
            "columns",
            "guidance",
            "needs_disclosure_check",
            "why_no_check",
            "asked_at",
            "asked_by",
        ]

    def __str__(self) -> str:
        return f"Version {self.version} of the request in case {self.case_id}"


class RequestTerm(AppendOnly):
    """One term of reference of a request, as agencies are asked it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(ChronologyRequest, on_delete=models.PROTECT, related_name="terms")
    position = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "position"], name="request_term_once"),
        ]

    class Handling:
        operational = ["id", "request", "position"]
        special_category = ["text"]

    def __str__(self) -> str:
        return f"Term {self.position} of request {self.request_id}"


class Pseudonym(models.Model):
    """What a review calls a person of its case where it does not name them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="pseudonyms")
    subject = models.OneToOneField("cases.CaseSubject", on_delete=models.PROTECT, related_name="pseudonym")
    pseudonym = models.CharField(max_length=100)
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "pseudonym"], name="pseudonym_once"),
        ]

    class Handling:
        operational = ["id", "case", "subject", "agreed_at", "agreed_by"]
        personal = ["pseudonym"]

    def __str__(self) -> str:
        return f"Pseudonym {self.id}"


class AgencyReturn(models.Model):
    """What one agency was asked for in a review, and how far it has come.

    `contact` answers for it where the agency has a user; an agency without one sends its file to the
    coordinator. `submission` is what holds now.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="returns")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    is_out_of_area = models.BooleanField(default=False)
    state = models.CharField(
        max_length=12,
        choices=[(state.value, state.wording) for state in ReturnState],
        default=ReturnState.REQUESTED,
    )
    due_on = models.DateField()
    submission = models.OneToOneField(
        "events.Submission", null=True, on_delete=models.PROTECT, related_name="agency_return"
    )
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "agency"], name="agency_return_once"),
        ]

    class Handling:
        operational = [
            "id",
            "case",
            "agency",
            "contact",
            "is_out_of_area",
            "state",
            "due_on",
            "submission",
            "requested_at",
            "requested_by",
            "version",
        ]

    def __str__(self) -> str:
        return f"Return {self.id}"


class ReturnStep(AppendOnly):
    """One thing that was done about a return, and what was said of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency_return = models.ForeignKey(AgencyReturn, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.wording) for kind in ReturnStepKind])
    words = models.TextField(blank=True)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Handling:
        operational = ["id", "agency_return", "kind", "taken_at", "taken_by"]
        special_category = ["words"]

    def __str__(self) -> str:
        return f"Step {self.id} of return {self.agency_return_id}"


class ReturnFile(models.Model):
    """A file an agency's chronology came in, with the tables read out of it.

    `tables` is what `exchange.importers.chronology_tables` read, `mapping` what each column means, and
    `day_month_order` how it writes 03/04. Nothing of it is an entry until it is sent (`submission`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency_return = models.ForeignKey(AgencyReturn, on_delete=models.PROTECT, related_name="files")
    file_name = models.CharField(max_length=200)
    file = models.FileField(upload_to="returns/", max_length=200)
    sha256 = models.CharField(max_length=64)
    n_bytes = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=[(state.value, state.wording) for state in ReturnFileState]
    )
    failure = models.TextField(blank=True)
    tables = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    day_month_order = models.CharField(max_length=12, blank=True)
    submission = models.OneToOneField(
        "events.Submission", null=True, on_delete=models.PROTECT, related_name="return_file"
    )
    version = models.PositiveIntegerField(default=1)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency_return", "sha256"],
                condition=~Q(state__in=[ReturnFileState.FAILED, ReturnFileState.DISMISSED]),
                name="return_file_once",
            ),
        ]

    class Handling:
        operational = [
            "id",
            "agency_return",
            "file_name",
            "sha256",
            "n_bytes",
            "state",
            "mapping",
            "day_month_order",
            "submission",
            "version",
            "received_at",
            "received_by",
        ]
        special_category = ["file", "failure", "tables"]

    def __str__(self) -> str:
        return f"Return file {self.id}"


class ColumnsOfAgency(models.Model):
    """What the columns of an agency's files mean, as somebody settled it, for its next file."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.OneToOneField("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    columns = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Handling:
        rows = "reference"
        operational = ["id", "agency", "columns", "saved_at", "saved_by"]

    def __str__(self) -> str:
        return f"Columns of agency {self.agency_id}"


class DisclosureDecision(AppendOnly):
    """What a disclosure officer decided about an entry, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey("events.Event", on_delete=models.PROTECT, related_name="decisions")
    is_cleared = models.BooleanField()
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(is_cleared=True) | ~Q(reason=""), name="withheld_with_reason"),
        ]

    class Handling:
        operational = ["id", "event", "is_cleared", "decided_at", "decided_by"]
        special_category = ["reason"]

    def __str__(self) -> str:
        return f"Decision {self.id}"


class UrgentRisk(models.Model):
    """A risk to somebody living that was found while reading, and what was done about it.

    Source: SEED-B
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="urgent_risks")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [_both_or_neither("answered", "urgent_risk_answered_at_and_by")]

    class Handling:
        operational = ["id", "case", "agency", "raised_at", "raised_by", "answered_at", "answered_by"]
        special_category = ["words", "answer"]

    def __str__(self) -> str:
        return f"Urgent risk {self.id}"


class EntryMark(models.Model):
    """What somebody on the panel says of an entry, beside it. It is taken off, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="marks")
    event = models.ForeignKey("events.Event", on_delete=models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.wording) for kind in MarkKind])
    text = models.TextField(blank=True)
    term = models.ForeignKey(RequestTerm, null=True, on_delete=models.PROTECT, related_name="marks")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    taken_off_at = models.DateTimeField(null=True)
    taken_off_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [_both_or_neither("taken_off", "mark_taken_off_at_and_by")]
        indexes = [models.Index(fields=["case", "event"], name="mark_event")]

    class Handling:
        operational = [
            "id",
            "case",
            "event",
            "kind",
            "term",
            "made_at",
            "made_by",
            "taken_off_at",
            "taken_off_by",
        ]
        special_category = ["text"]

    def __str__(self) -> str:
        return f"Mark {self.id}"


class KeyPeriod(models.Model):
    """A stretch of time that the chair names, to be looked at by itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="key_periods")
    name = models.CharField(max_length=200)
    begins_on = models.DateField()
    ends_on = models.DateField()
    named_at = models.DateTimeField()
    named_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "name"], name="key_period_once"),
            models.CheckConstraint(
                condition=Q(begins_on__lte=models.F("ends_on")), name="key_period_in_order"
            ),
        ]

    class Handling:
        operational = ["id", "case", "named_at", "named_by"]
        special_category = ["name", "begins_on", "ends_on"]

    def __str__(self) -> str:
        return f"Key period {self.id}"


class KeyLineOfEnquiry(models.Model):
    """A question the panel asks of the chronology, with the entries that answer it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="enquiries")
    position = models.PositiveIntegerField()
    question = models.TextField()
    term = models.ForeignKey(RequestTerm, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="enquiry_position_once"),
        ]

    class Handling:
        operational = ["id", "case", "position", "term", "asked_at", "asked_by"]
        special_category = ["question"]

    def __str__(self) -> str:
        return f"Enquiry {self.position} of case {self.case_id}"


class EnquiryEvidence(models.Model):
    """An entry collected as evidence for a question, and why it bears on it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enquiry = models.ForeignKey(KeyLineOfEnquiry, on_delete=models.PROTECT, related_name="evidence")
    event = models.ForeignKey("events.Event", on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            _both_or_neither("removed", "evidence_removed_at_and_by"),
            models.UniqueConstraint(
                fields=["enquiry", "event"], condition=Q(removed_at=None), name="evidence_once"
            ),
        ]

    class Handling:
        operational = ["id", "enquiry", "event", "added_at", "added_by", "removed_at", "removed_by"]
        special_category = ["why"]

    def __str__(self) -> str:
        return f"Evidence {self.id}"


class PanelFinding(models.Model):
    """What the panel concludes on a question, while it works: its words in their latest version."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="panel_findings")
    enquiry = models.ForeignKey(KeyLineOfEnquiry, on_delete=models.PROTECT, related_name="findings")
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Handling:
        operational = ["id", "case", "enquiry", "version", "written_at", "written_by"]
        special_category = ["text"]

    def __str__(self) -> str:
        return f"Finding {self.id}"


class FindingVersion(AppendOnly):
    """The words of a finding as they were in one version."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(PanelFinding, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "version"], name="finding_version_once")]

    class Handling:
        operational = ["id", "finding", "version", "written_at", "written_by"]
        special_category = ["text"]

    def __str__(self) -> str:
        return f"Version {self.version} of finding {self.finding_id}"


class Citation(models.Model):
    """An entry that a finding cites."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(PanelFinding, on_delete=models.PROTECT, related_name="citations")
    event = models.ForeignKey("events.Event", on_delete=models.PROTECT, related_name="+")
    cited_at = models.DateTimeField()
    cited_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "event"], name="citation_once")]

    class Handling:
        operational = ["id", "finding", "event", "cited_at", "cited_by"]

    def __str__(self) -> str:
        return f"Citation {self.id}"


class ChronologyManifest(AppendOnly):
    """Which entries a chronology held when somebody froze it, under which request, and their digest."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="manifests")
    request = models.ForeignKey(ChronologyRequest, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    events = models.JSONField(default=dict)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Handling:
        operational = ["id", "case", "request", "name", "sha256", "events", "frozen_at", "frozen_by"]

    def __str__(self) -> str:
        return f"Manifest {self.id}"
