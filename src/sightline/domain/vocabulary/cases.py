"""Code lists of cases: kinds, stages, capacities, lawful bases, reasons for emergency access."""

from enum import StrEnum


class CaseKind(StrEnum):
    """What a case is for."""

    CASEWORK = "CASEWORK"
    REVIEW = "REVIEW"

    @property
    def wording(self) -> str:
        """Return the kind as a person reads it."""
        return {"CASEWORK": "Casework", "REVIEW": "Review"}[self.value]


class CaseStage(StrEnum):
    """Where a case stands. Only a review has a panel."""

    OPEN = "OPEN"
    PANEL_OPEN = "PANEL_OPEN"
    CLOSED = "CLOSED"

    @property
    def wording(self) -> str:
        """Return the stage as a person reads it."""
        return {"OPEN": "Open", "PANEL_OPEN": "Open, panel sitting", "CLOSED": "Closed"}[self.value]


class CaseRole(StrEnum):
    """What a person is in a case. It belongs to the case: in another one it may be the reverse."""

    VICTIM = "VICTIM"
    PERPETRATOR = "PERPETRATOR"
    CHILD = "CHILD"
    OTHER = "OTHER"

    @property
    def wording(self) -> str:
        """Return the role as a person reads it."""
        return {"OTHER": "Another person"}.get(self.value, self.value.capitalize())


class Capacity(StrEnum):
    """In what capacity a user works on a case."""

    LEAD = "LEAD"
    WORKER = "WORKER"
    COVER = "COVER"
    DISCLOSURE = "DISCLOSURE"

    @property
    def wording(self) -> str:
        """Return the capacity as a person reads it."""
        return _CAPACITY_WORDING[self]


_CAPACITY_WORDING = {
    Capacity.LEAD: "Lead worker",
    Capacity.WORKER: "Works on it",
    Capacity.COVER: "Covers for somebody",
    Capacity.DISCLOSURE: "Disclosure officer of a review",
}


class LawfulBasis(StrEnum):
    """On what basis something is shared with another agency. The partnership's agreement says which apply.

    Source: UK-GDPR-ART-6
    """

    LEGAL_OBLIGATION = "LEGAL_OBLIGATION"
    VITAL_INTERESTS = "VITAL_INTERESTS"
    PUBLIC_TASK = "PUBLIC_TASK"
    LEGITIMATE_INTERESTS = "LEGITIMATE_INTERESTS"
    CONSENT = "CONSENT"

    @property
    def wording(self) -> str:
        """Return the basis as a person reads it."""
        return self.value.replace("_", " ").capitalize()


class EmergencyReason(StrEnum):
    """Why somebody must see a case they do not work on."""

    RISK_TO_LIFE = "RISK_TO_LIFE"
    CHILD_AT_RISK = "CHILD_AT_RISK"
    PERSON_PRESENT = "PERSON_PRESENT"
    COVER_UNAVAILABLE = "COVER_UNAVAILABLE"

    @property
    def wording(self) -> str:
        """Return the reason as a person reads it."""
        return _REASON_WORDING[self]


_REASON_WORDING = {
    EmergencyReason.RISK_TO_LIFE: "There is a risk to somebody’s life",
    EmergencyReason.CHILD_AT_RISK: "A child is at risk",
    EmergencyReason.PERSON_PRESENT: "The person is here with me and needs help now",
    EmergencyReason.COVER_UNAVAILABLE: "Everybody who works on the case is out of reach",
}


class EmergencyNotice(StrEnum):
    """What somebody is told of an emergency access."""

    TAKEN = "TAKEN"
    OVERDUE = "OVERDUE"

    @property
    def wording(self) -> str:
        """Return the notice as a person reads it."""
        return {
            "TAKEN": "Emergency access was taken",
            "OVERDUE": "The review of an emergency access is overdue",
        }[self.value]


class SealChangeKind(StrEnum):
    """What is proposed for a seal."""

    SEAL = "SEAL"
    UNSEAL = "UNSEAL"
    NAME = "NAME"
    UNNAME = "UNNAME"

    @property
    def wording(self) -> str:
        """Return the proposal as a person reads it."""
        return _SEAL_WORDING[self]


_SEAL_WORDING = {
    SealChangeKind.SEAL: "Seal the case",
    SealChangeKind.UNSEAL: "Take the seal off",
    SealChangeKind.NAME: "Name somebody on the seal",
    SealChangeKind.UNNAME: "Take somebody off the seal",
}
