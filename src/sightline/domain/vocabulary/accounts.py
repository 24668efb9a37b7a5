"""Code lists of comparing accounts: why two may be of one incident, and what they say beside each other."""

from enum import StrEnum

from sightline.domain.vocabulary.events import EventKind


class ReasonKind(StrEnum):
    """What speaks for, or against, two accounts being of one incident.

    Source: SIGHTLINE-CHRONOLOGY
    """

    SAME_REFERENCE = "SAME_REFERENCE"
    SAME_DAY = "SAME_DAY"
    SAME_NIGHT = "SAME_NIGHT"
    NEXT_DAY = "NEXT_DAY"
    DAYS_OVERLAP = "DAYS_OVERLAP"
    SAME_HOUR = "SAME_HOUR"
    KINDS_FIT = "KINDS_FIT"
    SAME_PEOPLE = "SAME_PEOPLE"
    ROLES_REVERSED = "ROLES_REVERSED"
    SAME_PLACE = "SAME_PLACE"
    RARE_WORDS = "RARE_WORDS"
    NAMES_AGENCY = "NAMES_AGENCY"
    DAYS_APART = "DAYS_APART"
    HOURS_APART = "HOURS_APART"
    KINDS_DIFFER = "KINDS_DIFFER"
    PEOPLE_DIFFER = "PEOPLE_DIFFER"

    @property
    def wording(self) -> str:
        """Return the reason as a person reads it."""
        return _REASON_WORDING[self]


_REASON_WORDING = {
    ReasonKind.SAME_REFERENCE: "Both give one reference number",
    ReasonKind.SAME_DAY: "The same day",
    ReasonKind.SAME_NIGHT: "The same day or night",
    ReasonKind.NEXT_DAY: "One day apart",
    ReasonKind.DAYS_OVERLAP: "The dates may be the same",
    ReasonKind.SAME_HOUR: "Within an hour",
    ReasonKind.KINDS_FIT: "What happened is of a kind",
    ReasonKind.SAME_PEOPLE: "The same people",
    ReasonKind.ROLES_REVERSED: "The same people, with their parts reversed",
    ReasonKind.SAME_PLACE: "The same place",
    ReasonKind.RARE_WORDS: "Words that few entries have",
    ReasonKind.NAMES_AGENCY: "One names the other’s agency",
    ReasonKind.DAYS_APART: "Against: the dates are apart",
    ReasonKind.HOURS_APART: "Against: the times are hours apart",
    ReasonKind.KINDS_DIFFER: "Against: another kind of thing happened",
    ReasonKind.PEOPLE_DIFFER: "Against: nobody is in both",
}


class Aspect(StrEnum):
    """In what accounts of one incident are held beside each other.

    Source: SIGHTLINE-CHRONOLOGY
    """

    DATE = "DATE"
    TIME = "TIME"
    KIND = "KIND"
    WHO_DID_WHAT = "WHO_DID_WHAT"
    INJURY = "INJURY"
    PLACE = "PLACE"

    @property
    def wording(self) -> str:
        """Return the aspect as a person reads it."""
        return _ASPECT_WORDING[self]


_ASPECT_WORDING = {
    Aspect.DATE: "Date",
    Aspect.TIME: "Time",
    Aspect.KIND: "What kind of thing",
    Aspect.WHO_DID_WHAT: "Who did what",
    Aspect.INJURY: "Injury",
    Aspect.PLACE: "Place",
}


class Judgement(StrEnum):
    """What accounts say beside each other. That one does not say never contradicts another that does.

    Source: SIGHTLINE-CHRONOLOGY
    """

    AGREE = "AGREE"
    FIT = "FIT"
    CONTRADICT = "CONTRADICT"
    ONE_SAYS = "ONE_SAYS"
    NONE_SAYS = "NONE_SAYS"

    @property
    def wording(self) -> str:
        """Return the judgement as a person reads it."""
        return _JUDGEMENT_WORDING[self]


_JUDGEMENT_WORDING = {
    Judgement.AGREE: "The accounts agree",
    Judgement.FIT: "Can both be so; one says more than another",
    Judgement.CONTRADICT: "Told differently",
    Judgement.ONE_SAYS: "Only one account says",
    Judgement.NONE_SAYS: "No account says",
}


KIND_FAMILIES: tuple[frozenset[EventKind], ...] = (
    frozenset(
        {
            EventKind.INCIDENT,
            EventKind.ARREST,
            EventKind.INJURY,
            EventKind.ATTENDANCE,
            EventKind.DISCLOSURE,
            EventKind.DEATH,
        }
    ),
    frozenset(
        {
            EventKind.REFERRAL,
            EventKind.REFERRAL_OUTCOME,
            EventKind.MARAC_REFERRAL,
            EventKind.INFORMATION_SHARED,
        }
    ),
    frozenset({EventKind.ARREST, EventKind.COURT, EventKind.ORDER}),
    frozenset({EventKind.DISCHARGE, EventKind.TRANSFER}),
    frozenset({EventKind.MEETING}),
    frozenset({EventKind.HOME_VISIT}),
    frozenset({EventKind.RISK_ASSESSMENT}),
    frozenset({EventKind.CHANGE}),
)
"""Kinds under which several agencies record one happening.

Contacts, appointments and what was missed are each agency's own; what is not sorted fits nothing and
contradicts nothing. Source: SIGHTLINE-CHRONOLOGY
"""


ORDINARY_WORDS = frozenset(
    (
        "about advised after again agreed alleged alleges allegedly also although and another any "
        "appeared appt asked attend attended attending attends because been before being brought called "
        "caller came complained complaint contacted could denied described did disclosed does done due "
        "during each entry established ex felt female following for from gave given gone got had has have "
        "having he heard her here hers herself him himself his home however husband i if incident "
        "informed into is it its itself just later left made male man may me might month mother must no "
        "nor not noted now of off officers on once one or others our out over partner patient perpetrator "
        "person phoned previous previously put rang reason received recorded reported reports returned "
        "said saw says seen she since so some spoke spoken states stated still such telephoned than that "
        "the their them then there these they this those though told too took under until up upon very "
        "victim visited was week well went were when where which while who whom whose why wife will with "
        "woman would yesterday yet you"
    ).split()
)
"""Words that any account is full of, so that sharing them says nothing."""
