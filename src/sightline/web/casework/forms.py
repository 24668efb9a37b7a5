"""The shapes of what is typed on the pages of cases."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol
from uuid import UUID

from django import forms
from django.utils import timezone

from sightline.domain.due_dates import in_words
from sightline.domain.published_reviews.dates import iso_dates
from sightline.domain.vocabulary.cases import (
    Capacity,
    CaseKind,
    CaseRole,
    EmergencyReason,
    LawfulBasis,
    SealChangeKind,
)
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.domain.vocabulary.people import ContactKind, LocationKind
from sightline.web.plain_form import PlainForm

Choices = Iterable[tuple[str, str]]

#: Who a note is for, in the words of whoever writes it.
NOTE_CLASSES = (
    (ItemClass.SHARED_CONTENT.value, "Everybody who works on the case"),
    (ItemClass.AGENCY_RAW.value, "My agency alone, unless we share it"),
)
SHARED_FOR = timedelta(days=90)


class Worded(Protocol):
    """A code that has words of its own."""

    @property
    def value(self) -> str: ...
    @property
    def wording(self) -> str: ...


def worded(codes: Iterable[Worded]) -> list[tuple[str, str]]:
    """These are codes to choose from, in their words."""
    return [(code.value, code.wording) for code in codes]


class DateField(forms.CharField):
    """A date typed in whatever way: ISO text as precise as typed, empty where nothing was."""

    def clean(self, value: Any) -> str:
        """Raises: ValidationError where it is not one date."""
        typed: str = super().clean(value)
        if not typed:
            return ""
        found = iso_dates(typed)
        if len(found) != 1:
            raise forms.ValidationError("Write one date, like 17 May 1990, May 1990 or 1990")
        return found[0]


class DayField(DateField):
    """A whole day typed in whatever way; None where nothing was."""

    def clean(self, value: Any) -> Any:
        """Raises: ValidationError where it is not one day."""
        typed = super().clean(value)
        if not typed:
            return None
        if len(typed) != len("2026-01-31"):
            raise forms.ValidationError("Write a whole date, like 31 March 2027")
        return date.fromisoformat(typed)


class LastDayField(DayField):
    """The last day on which something holds: the end of that day here, None where nothing was typed."""

    def clean(self, value: Any) -> Any:
        """Raises: ValidationError where it is not one day."""
        typed = super().clean(value)
        return typed and timezone.make_aware(datetime.combine(typed, time(23, 59, 59)))


class ForAgencyForm(PlainForm):
    """A form about something done for an agency. Who works for one only is not asked for which."""

    agency = forms.ChoiceField(
        label="For which agency do you do this?", error_messages={"required": "Choose the agency"}
    )

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(agencies)
        self.only_agency = choices[0][0] if len(choices) == 1 else ""
        if self.only_agency:
            del self.fields["agency"]
        else:
            self.fields["agency"].choices = choices  # type: ignore[attr-defined]

    def component(self, name: str) -> str:
        return "select" if name == "agency" else super().component(name)

    @property
    def agency_id(self) -> UUID:
        """The agency chosen, or the only one there is to choose."""
        return UUID(self.only_agency or self.cleaned_data["agency"])


class CaseForm(ForAgencyForm):
    components = {"kind": "radios"}

    kind = forms.ChoiceField(
        label="What is the case for?",
        choices=worded(CaseKind),
        error_messages={"required": "Choose what the case is for"},
    )


class PersonForm(PlainForm):
    components = {"aliases": "textarea"}

    name = forms.CharField(
        label="Name", max_length=200, error_messages={"required": "Enter the person’s name"}
    )
    born_on = DateField(
        label="Date of birth",
        help_text="As exactly as it is known: 17 May 1990, May 1990 or 1990. Leave it empty where it is not.",
        required=False,
    )
    aliases = forms.CharField(
        label="Other names",
        help_text="A former name, a nickname, another spelling. One a line.",
        required=False,
    )

    def clean_aliases(self) -> tuple[str, ...]:
        """This reads one name a line."""
        return tuple(line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip())


class SubjectForm(PersonForm, ForAgencyForm):
    components = {"role": "radios", "aliases": "textarea"}
    field_order = ["role", "name", "born_on", "aliases", "agency"]

    role = forms.ChoiceField(
        label="What is the person in this case?",
        choices=worded(CaseRole),
        error_messages={"required": "Choose what the person is in this case"},
    )


class RecordForm(PlainForm):
    name = forms.CharField(
        label="Name", max_length=200, error_messages={"required": "Enter the person’s name"}
    )
    born_on = DateField(
        label="Date of birth",
        help_text="As exactly as it is known: 17 May 1990, May 1990 or 1990. Leave it empty where it is not.",
        required=False,
    )


class NoteForm(ForAgencyForm):
    components = {"text": "long", "item_class": "radios"}
    field_order = ["text", "item_class", "agency"]

    text = forms.CharField(
        label="What is there to know?",
        help_text="Never write where somebody lives or how to reach them in a note: other agencies read it. "
        "There is a place for that beside the person.",
        error_messages={"required": "Write what there is to know"},
    )
    item_class = forms.ChoiceField(
        label="Who is it for?",
        choices=NOTE_CLASSES,
        error_messages={"required": "Choose who the note is for"},
    )


class NoteTextForm(PlainForm):
    components = {"text": "long"}

    text = forms.CharField(
        label="What is there to know?",
        help_text="The words as they are now are kept, and stay readable for who may read the note.",
        error_messages={"required": "Write what there is to know"},
    )


class MemberForm(PlainForm):
    components = {"email": "email", "agency": "select", "capacity": "radios"}

    email = forms.EmailField(
        label="Their work e-mail address",
        help_text="The one they sign in with.",
        error_messages={
            "required": "Enter their e-mail address",
            "invalid": "Enter an e-mail address like name@example.org",
        },
    )
    agency = forms.ChoiceField(
        label="Which agency do they do this for?", error_messages={"required": "Choose their agency"}
    )
    capacity = forms.ChoiceField(
        label="What are they on this case?",
        choices=worded(Capacity),
        error_messages={"required": "Choose what they are on this case"},
    )
    until = LastDayField(
        label="Until which day?",
        help_text="For example 31 March 2027. Leave it empty where no end is known.",
        required=False,
    )

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", "Choose an agency"), *agencies]  # type: ignore[attr-defined]


class ShareForm(ForAgencyForm):
    components = {"what": "radios", "to_agency": "select", "basis": "radios"}
    field_order = ["what", "to_agency", "basis", "agreement", "until", "agency"]

    what = forms.ChoiceField(label="What do you share?", error_messages={"required": "Choose what you share"})
    to_agency = forms.ChoiceField(label="With which agency?", error_messages={"required": "Choose an agency"})
    basis = forms.ChoiceField(
        label="On what lawful basis?",
        help_text="If you are not sure, ask your agency’s privacy officer.",
        choices=worded(LawfulBasis),
        error_messages={"required": "Choose the lawful basis"},
    )
    agreement = forms.CharField(
        label="Under which information sharing agreement?",
        help_text="Its name or number, or “emergency” with who decided.",
        max_length=200,
        error_messages={"required": "Name the agreement"},
    )
    until = LastDayField(
        label="Until which day?",
        help_text="At most a year from today. You can take it back before.",
        error_messages={"required": "Enter the last day"},
    )

    def __init__(self, *args: Any, things: Choices, to_agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last_day = (timezone.localdate() + SHARED_FOR).isoformat()
        self.fields["until"].initial = in_words(last_day)
        self.fields["what"].choices = list(things)  # type: ignore[attr-defined]
        self.fields["to_agency"].choices = [("", "Choose an agency"), *to_agencies]  # type: ignore[attr-defined]


class SealForm(PlainForm):
    """What is proposed for a seal: which changes are open depends on whether there is one."""

    components = {"kind": "radios", "people": "checkboxes", "emails": "textarea", "reason": "textarea"}

    kind = forms.ChoiceField(
        label="What do you propose?", error_messages={"required": "Choose what you propose"}
    )
    people = forms.MultipleChoiceField(label="Who?", required=False)
    emails = forms.CharField(
        label="Others, by the e-mail address they sign in with",
        help_text="One a line.",
        required=False,
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Whoever decides reads this. Nobody else does.",
        error_messages={"required": "Write why"},
    )

    def __init__(
        self, *args: Any, kinds: Iterable[SealChangeKind], people: Choices, hint: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = worded(kinds)  # type: ignore[attr-defined]
        self.fields["people"].choices = list(people)  # type: ignore[attr-defined]
        self.fields["people"].help_text = hint

    def clean_emails(self) -> tuple[str, ...]:
        """This reads one address a line."""
        return tuple(line.strip() for line in self.cleaned_data["emails"].splitlines() if line.strip())


class EmergencyForm(PlainForm):
    components = {"code": "radios", "reason": "textarea"}

    reference = forms.CharField(
        label="Reference of the case",
        help_text="For example K7QF-93MX. A colleague, the control room or your paperwork has it.",
        max_length=20,
        error_messages={"required": "Enter the reference of the case"},
    )
    code = forms.ChoiceField(
        label="Why do you need it now?",
        choices=worded(EmergencyReason),
        error_messages={"required": "Choose why you need it now"},
    )
    reason = forms.CharField(
        label="What is happening?",
        help_text="At least 20 characters. A privacy officer reads it within three working days.",
        error_messages={"required": "Write what is happening"},
    )


class EmergencyReviewForm(PlainForm):
    components = {"was_justified": "radios", "text": "textarea"}

    was_justified = forms.TypedChoiceField(
        label="Was it right to open the case?",
        choices=(("yes", "Yes, it was needed"), ("no", "No, it was not")),
        coerce=lambda value: value == "yes",
        error_messages={"required": "Choose whether it was right"},
    )
    text = forms.CharField(
        label="What did you find?",
        help_text="Whom you asked, and what follows from it.",
        error_messages={"required": "Write what you found"},
    )


class RevealForm(PlainForm):
    components = {"reason": "textarea"}

    reason = forms.CharField(
        label="Why do you need it now?",
        help_text="At least 10 characters. It is kept with your name and the time, before anything is shown.",
        error_messages={"required": "Write why you need it"},
    )


class LocationForm(ForAgencyForm):
    components = {"kind": "radios", "text": "textarea", "is_restricted": "radios"}
    field_order = ["kind", "text", "is_restricted", "agency"]

    kind = forms.ChoiceField(
        label="What is the place to the person?",
        choices=worded(LocationKind),
        error_messages={"required": "Choose what the place is"},
    )
    text = forms.CharField(label="Where is it?", error_messages={"required": "Write where it is"})
    is_restricted = forms.TypedChoiceField(
        label="Did the source restrict it?",
        help_text="For example the NHS’s “S” flag.",
        choices=(("no", "No"), ("yes", "Yes")),
        initial="no",
        coerce=lambda value: value == "yes",
    )


class ContactForm(ForAgencyForm):
    components = {"kind": "radios", "text": "textarea", "instructions": "textarea"}
    field_order = ["kind", "text", "instructions", "agency"]

    kind = forms.ChoiceField(
        label="How can the person be reached?",
        choices=worded(ContactKind),
        error_messages={"required": "Choose how the person can be reached"},
    )
    text = forms.CharField(
        label="Number, address or name", error_messages={"required": "Write how to reach the person"}
    )
    instructions = forms.CharField(
        label="When and how is it safe?",
        help_text="For example: weekdays 10 to 2 only; never leave a message; say you ring about the boiler.",
        required=False,
    )


class BarForm(PlainForm):
    components = {"email": "email", "reason": "textarea"}

    email = forms.EmailField(
        label="Work e-mail address of the member of staff",
        help_text="Only staff of your own agency.",
        error_messages={
            "required": "Enter their e-mail address",
            "invalid": "Enter an e-mail address like name@example.org",
        },
    )
    reason = forms.CharField(
        label="Why may they not see this person’s cases?", error_messages={"required": "Write why"}
    )


class BarDecisionForm(PlainForm):
    components = {"decision": "radios", "reason": "textarea"}

    decision = forms.ChoiceField(
        label="What have you found?",
        error_messages={"required": "Choose what you have found"},
    )
    reason = forms.CharField(
        label="How do you know?",
        help_text="Whom you asked. Do not write who else may be in a case.",
        error_messages={"required": "Write how you know"},
    )

    def __init__(self, *args: Any, decisions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = list(decisions)  # type: ignore[attr-defined]


class SealDecisionForm(PlainForm):
    components = {"decision": "radios"}

    decision = forms.TypedChoiceField(
        label="What do you decide?",
        choices=(("confirm", "Confirm: it takes effect at once"), ("refuse", "Refuse: nothing changes")),
        coerce=lambda value: value == "confirm",
        error_messages={"required": "Choose what you decide"},
    )


class AlertForm(PlainForm):
    components = {"text": "textarea"}

    text = forms.CharField(
        label="What did you find?",
        help_text="Whom you asked, and what follows from it. At most 500 characters.",
        max_length=500,
        error_messages={"required": "Write what you found"},
    )


class ConflictForm(PersonForm):
    """Somebody the user knows, and from whose cases they are to be kept."""
