"""Code lists of events: what kind of thing happened, and in what part somebody was in it."""

from enum import StrEnum


class EventKind(StrEnum):
    """What an agency says happened, in the kinds that rules and filters speak of.

    Source: SIGHTLINE-CHRONOLOGY
    """

    INCIDENT = "INCIDENT"
    ARREST = "ARREST"
    COURT = "COURT"
    DISCLOSURE = "DISCLOSURE"
    INJURY = "INJURY"
    ATTENDANCE = "ATTENDANCE"
    CONTACT = "CONTACT"
    HOME_VISIT = "HOME_VISIT"
    APPOINTMENT = "APPOINTMENT"
    DID_NOT_ATTEND = "DID_NOT_ATTEND"
    REFERRAL = "REFERRAL"
    REFERRAL_OUTCOME = "REFERRAL_OUTCOME"
    RISK_ASSESSMENT = "RISK_ASSESSMENT"
    MARAC_REFERRAL = "MARAC_REFERRAL"
    MEETING = "MEETING"
    INFORMATION_SHARED = "INFORMATION_SHARED"
    ORDER = "ORDER"
    FLAG = "FLAG"
    SUPERVISION = "SUPERVISION"
    DISCHARGE = "DISCHARGE"
    TRANSFER = "TRANSFER"
    CHANGE = "CHANGE"
    NO_CONTACT = "NO_CONTACT"
    DEATH = "DEATH"
    OTHER = "OTHER"

    @property
    def wording(self) -> str:
        """Return the kind as a person reads it."""
        return _KIND_WORDING[self]


_KIND_WORDING = {
    EventKind.INCIDENT: "Incident of abuse or violence",
    EventKind.ARREST: "Arrest, charge or caution",
    EventKind.COURT: "Court hearing, sentence or release",
    EventKind.DISCLOSURE: "Disclosure: somebody tells of abuse",
    EventKind.INJURY: "Injury seen",
    EventKind.ATTENDANCE: "Attendance in an emergency",
    EventKind.CONTACT: "Contact",
    EventKind.HOME_VISIT: "Home visit",
    EventKind.APPOINTMENT: "Appointment kept",
    EventKind.DID_NOT_ATTEND: "Appointment missed",
    EventKind.REFERRAL: "Referral sent",
    EventKind.REFERRAL_OUTCOME: "Outcome of a referral",
    EventKind.RISK_ASSESSMENT: "Risk assessment",
    EventKind.MARAC_REFERRAL: "Referral to MARAC",
    EventKind.MEETING: "Meeting",
    EventKind.INFORMATION_SHARED: "Information shared",
    EventKind.ORDER: "Order or bail condition",
    EventKind.FLAG: "Flag set or taken off",
    EventKind.SUPERVISION: "Supervision or management decision",
    EventKind.DISCHARGE: "Discharge or closure",
    EventKind.TRANSFER: "Transfer of a case or file",
    EventKind.CHANGE: "Change in somebody’s life",
    EventKind.NO_CONTACT: "Stated: no contact",
    EventKind.DEATH: "Death",
    EventKind.OTHER: "Not sorted",
}


class EventRole(StrEnum):
    """In what part somebody was in one event. In the next event it may be the reverse.

    Source: SIGHTLINE-CHRONOLOGY
    """

    VICTIM = "VICTIM"
    PERPETRATOR = "PERPETRATOR"
    BOTH = "BOTH"
    CHILD = "CHILD"
    SUBJECT = "SUBJECT"
    REPORTER = "REPORTER"
    WITNESS = "WITNESS"
    OTHER = "OTHER"
    NOT_SAID = "NOT_SAID"

    @property
    def wording(self) -> str:
        """Return the part as a person reads it."""
        return _ROLE_WORDING[self]


_ROLE_WORDING = {
    EventRole.VICTIM: "Harmed",
    EventRole.PERPETRATOR: "Said to have harmed",
    EventRole.BOTH: "Harmed and said to have harmed",
    EventRole.CHILD: "Child",
    EventRole.SUBJECT: "Whom it is about",
    EventRole.REPORTER: "Reported it",
    EventRole.WITNESS: "Saw or heard it",
    EventRole.OTHER: "In another part",
    EventRole.NOT_SAID: "Named, part not said",
}


class AccountOf(StrEnum):
    """Whose account an entry is: what an agency recorded, or what family or friends told the review."""

    AGENCY = "AGENCY"
    FAMILY = "FAMILY"

    @property
    def wording(self) -> str:
        """Return the kind of account as a person reads it."""
        return {"AGENCY": "Recorded by an agency", "FAMILY": "Told by family or friends"}[self.value]


class SubmissionPurpose(StrEnum):
    """What an agency gave its events for. It bounds what they may be used for.

    Source: SIGHTLINE-CHRONOLOGY
    """

    CASEWORK = "CASEWORK"
    RETURN = "RETURN"

    @property
    def wording(self) -> str:
        """Return the purpose as a person reads it."""
        return {"CASEWORK": "To work on a case", "RETURN": "For a review"}[self.value]


class DisclosureState(StrEnum):
    """What a disclosure officer decided about an entry before anybody else read it.

    Source: SEED-B
    """

    NOT_CHECKED = "NOT_CHECKED"
    CLEARED = "CLEARED"
    WITHHELD = "WITHHELD"

    @property
    def wording(self) -> str:
        """Return the decision as a person reads it."""
        return {"NOT_CHECKED": "Not checked yet", "CLEARED": "Cleared", "WITHHELD": "Withheld"}[self.value]
