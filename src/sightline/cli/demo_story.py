"""Who is in the example and what they answered. Invented: nobody and nothing here exists."""

from dataclasses import dataclass

from sightline.domain.states.action import ActionStatus
from sightline.domain.vocabulary.channels import Channel

PARTNERSHIP = "Saltby Community Safety Partnership"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who signs in for an agency."""

    email: str
    name: str
    agency: str
    agency_other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to the action of that number."""

    number: str
    text: str
    status: ActionStatus | None = None
    reason: str = ""
    channel: Channel = Channel.SIGHTLINE
    given_by: str = ""
    is_by_coordinator: bool = False
    is_before_board: bool = True


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file that an agency adds to the action of that number."""

    number: str
    file_name: str
    description: str
    text: str
    is_seen: bool = False


COORDINATOR = Person("coordinator@saltby.example", "Cora Example", PARTNERSHIP)
AGENCIES = (
    Person("police@saltby.example", "Polly Specimen", "Eastmere Police"),
    Person(
        "hospitals@saltby.example",
        "Harriet Sample",
        "Saltby and Marsh Hospitals NHS Trust",
        ("SMHT", "Saltby and Marsh Hospitals NHS Trust (SMHT)"),
    ),
    Person(
        "mental-health@saltby.example",
        "Monty Placeholder",
        "Marram Mental Health NHS Foundation Trust",
        ("MMHFT", "Marram Mental Health NHS Foundation Trust (MMHFT)"),
    ),
    Person("practice@saltby.example", "Gilda Dummy", "Tidewell Medical Practice"),
    Person("homes@saltby.example", "Hector Instance", "Saltby Homes"),
    Person("beacon@saltby.example", "Bettina Model", "Beacon Domestic Abuse Service"),
    Person(
        "adults@saltby.example",
        "Ada Template",
        "Saltby Council Adult Social Care",
        ("Adult Social Care",),
    ),
    Person("probation@saltby.example", "Prue Prototype", "Probation Service East Marsh"),
)

ANSWERS = (
    Answer("1.2", "The landlords have the draft form; two of five have agreed it."),
    Answer(
        "1.4",
        "The call script was changed in July; the briefing of the night shifts is still to come.",
        ActionStatus.IN_PROGRESS,
        channel=Channel.PHONE,
        given_by="Control room supervisor",
        is_by_coordinator=True,
    ),
    Answer("2.1", "The first three courses have run.", ActionStatus.IN_PROGRESS),
    Answer("3.6", "The new call record is being tried on one line."),
    Answer("5.1", "All repairs staff had the half-day course.", ActionStatus.DONE_CLAIMED),
    Answer("6.1", "The form has been in use since May. The blank form is attached."),
    Answer("7.1", "The team standard is agreed; the weekly report is being built.", ActionStatus.IN_PROGRESS),
    Answer(
        "1.5",
        "A sample of thirty recordings was listened to in each of the last two quarters.",
        ActionStatus.IN_PROGRESS,
        is_before_board=False,
    ),
    Answer(
        "2.5",
        "The Records Group looked at this again and cannot do it in the present system.",
        ActionStatus.REFUSED,
        reason="The system cannot hide a field from one clinic only; the supplier was asked twice.",
        is_by_coordinator=True,
        channel=Channel.MEETING,
        given_by="Records Group",
        is_before_board=False,
    ),
    Answer(
        "3.5",
        "Told at the last meeting that this is done everywhere; no evidence yet.",
        channel=Channel.MEETING,
        is_by_coordinator=True,
        is_before_board=False,
    ),
    Answer(
        "6.1",
        "The form was seen.",
        ActionStatus.DONE_SEEN,
        is_by_coordinator=True,
        is_before_board=False,
    ),
    Answer(
        "7.5",
        "Safe contact is now a field of the case record.",
        ActionStatus.DONE_CLAIMED,
        channel=Channel.EMAIL,
        is_before_board=False,
    ),
)

EVIDENCE = (
    EvidenceFile(
        "6.1",
        "first-contact-form.txt",
        "The form in use since May, blank",
        "FIRST CONTACT FORM (blank)\nIs it safe to ring you? When?\n",
        is_seen=True,
    ),
    EvidenceFile(
        "5.1",
        "attendance.txt",
        "Attendance list of the course, numbers only",
        "Half-day course: 24 of 24 repairs staff attended.\n",
    ),
)
