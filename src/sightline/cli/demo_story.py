"""Who is in the example and what they answered. Invented: nobody and nothing here exists."""

from dataclasses import dataclass

from sightline.domain.states.action import ActionStatus
from sightline.domain.vocabulary.channels import Channel
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.domain.vocabulary.roles import Role

PARTNERSHIP = "Saltby Community Safety Partnership"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who signs in for an agency."""

    email: str
    name: str
    agency: str
    agency_other_names: tuple[str, ...] = ()
    role: Role = Role.SPOC


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody in a case."""

    name: str
    born_on: str


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


COORDINATOR = Person("coordinator@saltby.example", "Cora Example", PARTNERSHIP, role=Role.COORDINATOR)
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

_POLICE, _BEACON = "Eastmere Police", "Beacon Domestic Abuse Service"
_ADULTS, _HOSPITALS = "Saltby Council Adult Social Care", "Saltby and Marsh Hospitals NHS Trust"

IDVA = Person("idva@saltby.example", "Ida Figment", _BEACON, role=Role.IDVA)
SUPPORT_WORKER = Person("support@saltby.example", "Stella Makeshift", _BEACON, role=Role.PRACTITIONER)
OFFICER = Person("officer@saltby.example", "Otto Dummett", _POLICE, role=Role.PRACTITIONER)
BARRED = Person("colleague@saltby.example", "Colin Mocksworth", _POLICE, role=Role.PRACTITIONER)
OFFICERS_PRIVACY_OFFICER = Person(
    "police-privacy@saltby.example", "Priya Stencil", _POLICE, role=Role.PRIVACY_OFFICER
)
WORKERS = (
    OFFICER,
    Person("marac@saltby.example", "Marcus Pattern", _POLICE, role=Role.MARAC_COORDINATOR),
    Person("marac-adults@saltby.example", "Rhoda Blueprint", _ADULTS, role=Role.MARAC_REPRESENTATIVE),
)
DISCLOSURE_OFFICER = Person("disclosure@saltby.example", "Dorian Redact", _POLICE, role=Role.PANEL_MEMBER)
PANEL = (
    Person("chair@saltby.example", "Chandra Mockup", PARTNERSHIP, role=Role.CHAIR),
    Person("panel@saltby.example", "Pavel Outline", _HOSPITALS, role=Role.PANEL_MEMBER),
    Person("imr@saltby.example", "Imogen Draft", _HOSPITALS, role=Role.IMR_AUTHOR),
    DISCLOSURE_OFFICER,
)
#: Everybody who is not a point of contact: with them, each of the fourteen roles has somebody.
STAFF = (
    *PANEL,
    *WORKERS,
    IDVA,
    SUPPORT_WORKER,
    Person("supervisor@saltby.example", "Sunita Scaffold", _BEACON, role=Role.SUPERVISOR),
    OFFICERS_PRIVACY_OFFICER,
    Person("beacon-privacy@saltby.example", "Bruno Facsimile", _BEACON, role=Role.PRIVACY_OFFICER),
    Person("analyst@saltby.example", "Anya Sketch", PARTNERSHIP, role=Role.ANALYST),
    Person("auditor@saltby.example", "Aldo Replica", PARTNERSHIP, role=Role.AUDITOR),
    Person("administrator@saltby.example", "Adele Prop", PARTNERSHIP, role=Role.ADMINISTRATOR),
    BARRED,
)

VICTIM = Subject("Willow Inventa", "1991-06-02")
PERPETRATOR = Subject("Bran Fabula", "1988")
SEALED_SUBJECT = Subject("Hazel Ficta", "1979-11")
WHERE_SHE_IS = "Room 4, the house with the blue door, Nowhere Lane, Saltby"
SAFE_CONTACT = ("Ring 01632 960 001", "Weekdays between ten and two. Never leave a message.")
NOTES = (
    (
        IDVA,
        ItemClass.SHARED_CONTENT,
        "She wants to stay in Saltby for the children’s school. We agreed a word for the phone if he is "
        "in the room.",
    ),
    (IDVA, ItemClass.AGENCY_RAW, "She is not sure yet whether she will give a statement."),
    (
        OFFICER,
        ItemClass.SHARED_CONTENT,
        "He is bailed not to come near the house until the end of the month.",
    ),
    (OFFICER, ItemClass.AGENCY_RAW, "Two earlier calls to the address, both withdrawn the next morning."),
)
SHARING_AGREEMENT = "Saltby information sharing agreement"
SEALED_NOTE = "Her husband works for one of the agencies: nobody there may learn that she came to us."
