"""The mark by which each kind of event stands in a picture: told apart by shape, not by colour."""

from enum import StrEnum

from sightline.domain.vocabulary.events import EventKind
from sightline.reports.pictures.svg import INK, PAPER, element


class Mark(StrEnum):
    """A shape, by what it stands for."""

    HARM = "Abuse, injury, arrest, emergency"
    CONTACT = "Contact, visit, appointment kept"
    MISSED = "Appointment missed"
    BETWEEN_AGENCIES = "Referral, meeting, information shared"
    OTHER = "Anything else"


_MARKS = {
    EventKind.INCIDENT: Mark.HARM,
    EventKind.ARREST: Mark.HARM,
    EventKind.INJURY: Mark.HARM,
    EventKind.ATTENDANCE: Mark.HARM,
    EventKind.DISCLOSURE: Mark.HARM,
    EventKind.DEATH: Mark.HARM,
    EventKind.CONTACT: Mark.CONTACT,
    EventKind.HOME_VISIT: Mark.CONTACT,
    EventKind.APPOINTMENT: Mark.CONTACT,
    EventKind.DID_NOT_ATTEND: Mark.MISSED,
    EventKind.REFERRAL: Mark.BETWEEN_AGENCIES,
    EventKind.REFERRAL_OUTCOME: Mark.BETWEEN_AGENCIES,
    EventKind.MARAC_REFERRAL: Mark.BETWEEN_AGENCIES,
    EventKind.MEETING: Mark.BETWEEN_AGENCIES,
    EventKind.INFORMATION_SHARED: Mark.BETWEEN_AGENCIES,
    EventKind.TRANSFER: Mark.BETWEEN_AGENCIES,
}


def mark_of(kind: EventKind) -> Mark:
    """Return the mark of a kind of event."""
    return _MARKS.get(kind, Mark.OTHER)


def drawn(mark: Mark, x: float, y: float) -> str:
    """Return a mark about a point."""
    match mark:
        case Mark.HARM:
            return element("path", d=f"M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5-5z", fill=INK)
        case Mark.CONTACT:
            return element("circle", cx=x, cy=y, r=4, fill=PAPER, stroke=INK, stroke_width=1.2)
        case Mark.MISSED:
            crossed = f"M{x - 4:.1f} {y - 4:.1f}l8 8m0-8l-8 8"
            return element("path", d=crossed, fill="none", stroke=INK, stroke_width=1.8)
        case Mark.BETWEEN_AGENCIES:
            return element(
                "rect", x=x - 4, y=y - 4, width=8, height=8, fill=PAPER, stroke=INK, stroke_width=1.2
            )
        case Mark.OTHER:
            return element("circle", cx=x, cy=y, r=1.8, fill=INK)
