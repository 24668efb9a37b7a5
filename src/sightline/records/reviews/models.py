"""Reviews, what they found, and the published documents they were read from.

A printed date is kept as printed, beside ISO 8601 text as precise as printed (2014, 2014-04 or
2014-04-25), because a date column would have to invent the day.
"""

from django.db import models

from sightline.domain.states.published_document import DocumentState
from sightline.domain.states.read_item import Decision
from sightline.domain.vocabulary.reviews import ReadingSection, ReviewKind
from sightline.records.ids import new_id


class PublishedDocument(models.Model):
    """A file someone gave Sightline to read, with the text that was read out of it.

    One file is taken once: its digest is unique among documents that are not failed or put aside.
    `n_done` of `n_total` in `stage` is the progress of reading.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file_name = models.CharField(max_length=200)
    file = models.FileField(upload_to="published-documents/", max_length=200)
    sha256 = models.CharField(max_length=64)
    n_bytes = models.PositiveIntegerField()
    format = models.CharField(max_length=10, blank=True)
    n_pages = models.PositiveIntegerField(null=True)
    text = models.TextField(blank=True)
    page_starts = models.JSONField(default=list)
    state = models.CharField(
        max_length=12,
        choices=[(state.value, state.wording) for state in DocumentState],
        default=DocumentState.RECEIVED,
    )
    stage = models.CharField(max_length=60, blank=True)
    n_done = models.PositiveIntegerField(default=0)
    n_total = models.PositiveIntegerField(default=0)
    failure = models.TextField(blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"],
                condition=~models.Q(state__in=[DocumentState.FAILED, DocumentState.DISMISSED]),
                name="document_digest_once",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="document_accepted_at_and_by",
            ),
        ]

    class Handling:
        operational = [
            "id",
            "file_name",
            "sha256",
            "n_bytes",
            "format",
            "n_pages",
            "page_starts",
            "state",
            "stage",
            "n_done",
            "n_total",
            "failure",
            "received_at",
            "received_by",
            "accepted_at",
            "accepted_by",
        ]
        special_category = ["file", "text"]

    def __str__(self) -> str:
        return f"Published document {self.id}"


class ReadItem(models.Model):
    """One item read out of a document, and what a person decided about it.

    `read` is the item as read, with its sources, in the published JSON form; empty for an item a
    person added. `corrected` holds the fields a person changed, beside what was read, never over it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(PublishedDocument, on_delete=models.CASCADE, related_name="items")
    section = models.CharField(
        max_length=20, choices=[(section.value, section.wording) for section in ReadingSection]
    )
    position = models.PositiveIntegerField()
    read = models.JSONField(default=dict)
    corrected = models.JSONField(default=dict)
    decision = models.CharField(
        max_length=10,
        choices=[(decision.value, decision.wording) for decision in Decision],
        default=Decision.PENDING,
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "section", "position"], name="read_item_position_once"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True, decided_by__isnull=True)
                | models.Q(decided_at__isnull=False, decided_by__isnull=False),
                name="read_item_decided_at_and_by",
            ),
        ]
        indexes = [models.Index(fields=["document", "section", "decision"], name="read_item_decision")]

    class Handling:
        operational = [
            "id",
            "document",
            "section",
            "position",
            "decision",
            "decided_at",
            "decided_by",
            "version",
        ]
        special_category = ["read", "corrected"]

    def __str__(self) -> str:
        return f"{self.section} {self.position} of document {self.document_id}"


class ReadDefect(models.Model):
    """Something in the document a careful coordinator would raise before publication.

    `where` is as in the published JSON ("action_plan/30"); `item` is that item, where it is one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(PublishedDocument, on_delete=models.CASCADE, related_name="defects")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    message = models.TextField()
    where = models.TextField()
    item = models.ForeignKey(ReadItem, null=True, on_delete=models.CASCADE, related_name="defects")
    sources = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="defect_position_once"),
        ]

    class Handling:
        operational = ["id", "document", "position", "code", "where", "item"]
        special_category = ["message", "sources"]

    def __str__(self) -> str:
        return f"{self.code} at {self.where}"


class PrintedAgency(models.Model):
    """What a person says an agency's name in a document means: a known agency, a new one, or none.

    `folded` is the name as compared. Until the reading is accepted a new agency is only a name.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(PublishedDocument, on_delete=models.CASCADE, related_name="printed_agencies")
    printed = models.TextField()
    folded = models.TextField()
    agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    new_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "folded"], name="printed_agency_once"),
            models.CheckConstraint(
                condition=models.Q(agency__isnull=True) | models.Q(new_name=""),
                name="printed_agency_known_or_new",
            ),
        ]

    class Handling:
        operational = [
            "id",
            "document",
            "printed",
            "folded",
            "agency",
            "new_name",
            "decided_at",
            "decided_by",
        ]

    def __str__(self) -> str:
        return f"{self.printed} in document {self.document_id}"


class Review(models.Model):
    """The analysis of a death or near-death within terms of reference, by several agencies."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.OneToOneField(
        PublishedDocument, null=True, on_delete=models.PROTECT, related_name="review"
    )
    title = models.TextField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.wording) for kind in ReviewKind])
    commissioned_by = models.TextField(blank=True)
    chair = models.TextField(blank=True)
    author = models.TextField(blank=True)
    report_date_text = models.TextField(blank=True)
    report_on = models.CharField(max_length=10, blank=True)
    scope_text = models.TextField(blank=True)
    scope_start = models.CharField(max_length=10, blank=True)
    scope_end = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Handling:
        operational = [
            "id",
            "document",
            "title",
            "kind",
            "commissioned_by",
            "report_date_text",
            "report_on",
            "created_at",
            "created_by",
        ]
        personal = ["chair", "author"]
        special_category = ["scope_text", "scope_start", "scope_end"]

    def __str__(self) -> str:
        return self.title


class ReviewPart(models.Model):
    """One printed thing of a review, in printed order, with the item it was read as."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="%(class)ss")
    position = models.PositiveIntegerField()
    read_item = models.ForeignKey(ReadItem, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["review", "position"], name="%(class)s_position_once"),
        ]

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.position} of review {self.review_id}"


class Subject(ReviewPart):
    """A person the review is about, by the pseudonym the review prints, never by name."""

    pseudonym = models.TextField()
    role = models.CharField(max_length=20)
    birth_year = models.PositiveSmallIntegerField(null=True)
    sex = models.TextField(blank=True)
    ethnicity = models.TextField(blank=True)

    class Handling:
        operational = ["id", "review", "position", "read_item", "role"]
        personal = ["pseudonym", "birth_year"]
        special_category = ["sex", "ethnicity"]


class PanelMember(ReviewPart):
    """A member of the review panel, as printed."""

    name = models.TextField()
    role = models.TextField(blank=True)
    agency_text = models.TextField(blank=True)

    class Handling:
        operational = ["id", "review", "position", "read_item", "role", "agency_text"]
        personal = ["name"]


class AgencyContribution(ReviewPart):
    """What one agency sent to the review. `agency` is who a person says the printed name means."""

    agency_text = models.TextField()
    agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    author = models.TextField(blank=True)
    author_title = models.TextField(blank=True)

    class Handling:
        operational = ["id", "review", "position", "read_item", "agency_text", "agency", "kind"]
        personal = ["author", "author_title"]


class TermOfReference(ReviewPart):
    """One term of reference, under the heading the report gives it."""

    number = models.TextField(blank=True)
    text = models.TextField()
    group = models.TextField(blank=True)

    class Handling:
        operational = ["id", "review", "position", "read_item", "number", "group"]
        special_category = ["text"]


class ReportedEvent(ReviewPart):
    """A dated sentence of the report. `starts_on` and `ends_on` are as precise as printed."""

    date_text = models.TextField()
    starts_on = models.CharField(max_length=10, blank=True)
    ends_on = models.CharField(max_length=10, blank=True)
    text = models.TextField()

    class Handling:
        operational = ["id", "review", "position", "read_item"]
        special_category = ["date_text", "starts_on", "ends_on", "text"]


class Finding(ReviewPart):
    """What the review concluded, with the lesson printed beside it."""

    number = models.TextField(blank=True)
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    lesson_text = models.TextField(blank=True)

    class Handling:
        operational = ["id", "review", "position", "read_item", "number"]
        special_category = ["title", "text", "lesson_text"]


class Lesson(ReviewPart):
    """What the review says should be learnt, with the finding it stands beside."""

    number = models.TextField(blank=True)
    title = models.TextField(blank=True)
    finding_text = models.TextField(blank=True)
    text = models.TextField(blank=True)

    class Handling:
        operational = ["id", "review", "position", "read_item", "number"]
        special_category = ["title", "finding_text", "text"]


class Recommendation(ReviewPart):
    """A recommendation, and the action plan that answers it.

    One printed twice (in its own section and in the plan's table) is two rows here and one plan, so
    that one answer serves both.
    """

    section = models.CharField(max_length=20)
    number = models.TextField(blank=True)
    text = models.TextField(blank=True)
    finding_text = models.TextField(blank=True)
    addressed_to = models.TextField(blank=True)
    plan = models.ForeignKey("actions.ActionPlan", on_delete=models.PROTECT, related_name="recommendations")

    class Meta(ReviewPart.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["review", "section", "position"], name="recommendation_position_once"
            ),
        ]

    class Handling:
        operational = ["id", "review", "position", "read_item", "section", "number", "addressed_to", "plan"]
        special_category = ["text", "finding_text"]


class BoardReport(models.Model):
    """The state of a review's plan as it was shown to a board, to tell what changed since.

    `statuses` maps action id to status code on that day.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="board_reports")
    shown_on = models.DateField()
    statuses = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "shown_on"], name="board_report_once_a_day"),
        ]

    class Handling:
        operational = ["id", "review", "shown_on", "statuses", "recorded_at", "recorded_by"]

    def __str__(self) -> str:
        return f"Board report of {self.shown_on}"
