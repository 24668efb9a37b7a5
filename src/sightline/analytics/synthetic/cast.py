"""Who is in the invented review: people whose names say that they are invented, and the agencies asked."""

from dataclasses import dataclass
from datetime import date

from sightline.analytics.synthetic.printed_dates import DayForm, TimeForm

#: The keys by which events know the people.
SHE, HE, CHILD, NEW_PARTNER = "adult-a", "adult-b", "child-c", "adult-d"
HER_MOTHER, HER_SISTER, HIS_BROTHER = "relative-e", "relative-f", "relative-g"

#: Whose account it is where family and friends tell the review.
FAMILY = "family"


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """Somebody in the review, under the name files give and the pseudonym the review prints."""

    key: str
    name: str
    pseudonym: str
    relation: str
    born_on: date


@dataclass(frozen=True, slots=True)
class InventedAgency:
    """An agency that is asked, and how it writes: of people, days and times, and what it calls its record.

    `received_on` is the day its return came, if one did.
    """

    key: str
    name: str
    calls: tuple[str, str, str, str]
    day_form: DayForm
    time_form: TimeForm
    source: str
    received_on: date | None

    def called(self, person: str) -> str:
        """Return how its notes speak of somebody."""
        return dict(zip((SHE, HE, CHILD, NEW_PARTNER), self.calls, strict=True))[person]


SUBJECTS = (
    InventedPerson(SHE, "Tansy Inventa", "Adult A", "the woman who died", date(1986, 4, 19)),
    InventedPerson(HE, "Corin Fabula", "Adult B", "her former partner", date(1983, 10, 2)),
    InventedPerson(CHILD, "Wren Inventa", "Child C", "their child", date(2010, 8, 27)),
    InventedPerson(NEW_PARTNER, "Jory Ficta", "Adult D", "her new partner", date(1985, 1, 30)),
    InventedPerson(HER_MOTHER, "Marigold Inventa", "Relative E", "her mother", date(1959, 6, 11)),
    InventedPerson(HER_SISTER, "Clover Inventa", "Relative F", "her sister", date(1989, 12, 5)),
    InventedPerson(HIS_BROTHER, "Merrick Fabula", "Relative G", "his brother", date(1980, 3, 14)),
)
#: Nobody of the review: a row about her strays into a return.
STRANGER = InventedPerson("stranger", "Petunia Nobody", "", "nobody in this review", date(1971, 2, 8))

POLICE, OUT_OF_AREA, AMBULANCE, HOSPITAL = "police", "out_of_area", "ambulance", "hospital"
SURGERY, HOUSING, DRUGS, MENTAL_HEALTH = "gp", "housing", "drugs", "mental_health"
PROBATION, CHILDRENS, IDVA = "probation", "childrens", "idva"

#: The eleven that send a chronology.
AGENCIES = (
    InventedAgency(
        POLICE,
        "Eastmere Police",
        ("INVENTA", "FABULA", "the child", "FICTA"),
        DayForm.SLASHES,
        TimeForm.HOURS,
        "Command log",
        date(2017, 3, 10),
    ),
    InventedAgency(
        OUT_OF_AREA,
        "Farwold Police",
        ("Ms Inventa", "Mr Fabula", "child", "Mr Ficta"),
        DayForm.MONTH_FIRST,
        TimeForm.COLON,
        "Incident record",
        date(2017, 5, 22),
    ),
    InventedAgency(
        AMBULANCE,
        "Eastmere Ambulance Service",
        ("F pt Inventa", "M pt Fabula", "small child", "M pt Ficta"),
        DayForm.DOTS,
        TimeForm.COLON,
        "Patient report form",
        date(2017, 2, 27),
    ),
    InventedAgency(
        HOSPITAL,
        "Saltby and Marsh Hospitals NHS Trust",
        ("Miss Inventa", "Mr Fabula", "daughter", "Mr Ficta"),
        DayForm.WORDS,
        TimeForm.DOT,
        "Hospital record",
        date(2017, 3, 31),
    ),
    InventedAgency(
        SURGERY,
        "Tidewell Medical Practice",
        ("the patient", "partner", "little girl", "friend"),
        DayForm.DASHES,
        TimeForm.COLON,
        "Consultation",
        date(2017, 3, 17),
    ),
    InventedAgency(
        HOUSING,
        "Saltby Homes",
        ("Ms Inventa", "Mr Fabula", "her child", "Mr Ficta"),
        DayForm.SLASHES,
        TimeForm.COLON,
        "Tenancy file",
        date(2017, 3, 3),
    ),
    InventedAgency(
        DRUGS,
        "Turnstone Drug and Alcohol Service",
        ("his partner", "client CF", "the little one", "another man"),
        DayForm.ORDINAL,
        TimeForm.DOT,
        "Keywork note",
        date(2017, 4, 12),
    ),
    InventedAgency(
        MENTAL_HEALTH,
        "Marram Mental Health NHS Foundation Trust",
        ("TI", "her partner", "her daughter", "a friend"),
        DayForm.WEEKDAY,
        TimeForm.COLON,
        "Progress note",
        date(2017, 4, 5),
    ),
    InventedAgency(
        PROBATION,
        "Probation Service East Marsh",
        ("his partner TI", "CF", "the child", "a rival"),
        DayForm.SHORT_DOTS,
        TimeForm.DOT,
        "Contact entry",
        date(2017, 3, 24),
    ),
    InventedAgency(
        CHILDRENS,
        "Saltby Council Children’s Social Care",
        ("mother", "father", "Wren", "mother’s friend"),
        DayForm.SHORT_SLASHES,
        TimeForm.COLON,
        "Case record",
        date(2017, 3, 8),
    ),
    InventedAgency(
        IDVA,
        "Beacon Domestic Abuse Service",
        ("client", "perp", "the child", "new partner"),
        DayForm.ISO,
        TimeForm.COLON,
        "Support record",
        date(2017, 2, 20),
    ),
)
#: Asked too: one answers that it had no contact, one never answers.
WITHOUT_CONTACT = InventedAgency(
    "fire",
    "Eastmere Fire and Rescue Service",
    ("Ms Inventa", "Mr Fabula", "the child", "Mr Ficta"),
    DayForm.WORDS,
    TimeForm.COLON,
    "Station log",
    date(2017, 2, 9),
)
UNANSWERED = InventedAgency(
    "adults",
    "Saltby Council Adult Social Care",
    ("Ms Inventa", "Mr Fabula", "the child", "Mr Ficta"),
    DayForm.SLASHES,
    TimeForm.COLON,
    "Case file",
    None,
)
_BY_KEY = {agency.key: agency for agency in AGENCIES}


def agency_with(key: str) -> InventedAgency:
    """Return the one of the eleven that events know by a key."""
    return _BY_KEY[key]
