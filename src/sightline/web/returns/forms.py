"""The shapes of what is typed while agencies are asked, send and are checked."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from sightline.domain.chronology.columns import SEVERAL, Mapping
from sightline.domain.chronology.reading_dates import DayMonthOrder
from sightline.domain.vocabulary.returned_tables import ColumnMeaning
from sightline.exchange.importers import limits
from sightline.web.casework.forms import Choices, DayField
from sightline.web.plain_form import PlainForm
from sightline.web.uploads import at_most


class RequestForm(PlainForm):
    components = {"terms": "long", "guidance": "textarea", "disclosure": "radios", "why_no_check": "textarea"}

    title = forms.CharField(
        label="What is the review called?",
        help_text="As it may stand in a letter: no name of anybody it is about.",
        max_length=200,
        error_messages={"required": "Enter what the review is called"},
    )
    begins_on = DayField(label="First day of the period", required=False)
    ends_on = DayField(label="Last day of the period", required=False)
    due_on = DayField(
        label="When are the chronologies due?", error_messages={"required": "Enter the day they are due"}
    )
    terms = forms.CharField(label="Terms of reference", help_text="One a line.", required=False)
    guidance = forms.CharField(label="What else should an agency know?", required=False)
    disclosure = forms.ChoiceField(
        label="Who checks entries before the panel reads them?",
        choices=(("yes", "A disclosure officer clears or withholds each"), ("no", "Nobody")),
    )
    why_no_check = forms.CharField(label="If nobody: why is that safe?", required=False)

    def clean_terms(self) -> tuple[str, ...]:
        """This reads one term a line."""
        return tuple(line.strip() for line in self.cleaned_data["terms"].splitlines() if line.strip())


class AskForm(PlainForm):
    components = {"agency": "select", "contact": "select", "is_out_of_area": "radios"}

    agency = forms.ChoiceField(label="Which agency?", error_messages={"required": "Choose the agency"})
    contact = forms.ChoiceField(
        label="Who answers for it?",
        help_text="An IMR author or a single point of contact. Without one the agency sends its file to you.",
        required=False,
    )
    is_out_of_area = forms.ChoiceField(
        label="Is it outside your area?", choices=(("no", "No"), ("yes", "Yes")), initial="no"
    )
    due_on = DayField(
        label="Due on another day than the others?", help_text="Leave it empty if not.", required=False
    )

    def __init__(self, *args: Any, agencies: Choices, contacts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", "Choose an agency"), *agencies]  # type: ignore[attr-defined]
        self.fields["contact"].choices = [("", "Nobody with an account"), *contacts]  # type: ignore[attr-defined]

    @property
    def contact_id(self) -> UUID | None:
        """Who was chosen, if anybody."""
        chosen = self.cleaned_data["contact"]
        return UUID(chosen) if chosen else None


class DueForm(PlainForm):
    components = {"reason": "textarea"}

    due_on = DayField(label="New day", error_messages={"required": "Enter the new day"})
    reason = forms.CharField(label="Why?", error_messages={"required": "Say why the day changes"})


class WordsForm(PlainForm):
    """One text that a step needs."""

    components = {"words": "textarea"}

    words = forms.CharField(error_messages={"required": "Write a few words"})

    def __init__(self, *args: Any, label: str, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label, self.fields["words"].help_text = label, help_text


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Choose the chronology",
        help_text="Word (.docx), Excel (.xlsx), .csv or text, as it is. Up to 25 MB.",
        validators=[at_most(limits.FILE_BYTES)],
        error_messages={
            "required": "Choose the file to read",
            "empty": "This file is empty. Choose the file that holds the chronology",
        },
    )


class ColumnsForm(forms.Form):
    """What each column of each table means; one table's columns after the other."""

    order = forms.ChoiceField(
        label="Does this file write the day or the month first, as in 03/04/2013?",
        choices=(
            (DayMonthOrder.DAY_FIRST.value, "The day: 3 April"),
            (DayMonthOrder.MONTH_FIRST.value, "The month: 4 March"),
        ),
        required=False,
    )

    def __init__(self, *args: Any, mappings: Sequence[Mapping], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mappings = tuple(mappings)
        for table, mapping in enumerate(self.mappings):
            for position, meaning in sorted(mapping.columns.items()):
                self.fields[field_name(table, position)] = forms.ChoiceField(
                    label=mapping.heads.get(position, "") or f"Column {position + 1}",
                    choices=[(each.value, each.wording) for each in ColumnMeaning],
                    initial=meaning.value,
                )

    def clean(self) -> dict[str, Any]:
        """This finds two columns taken for a thing of which there is one."""
        typed: dict[str, Any] = super().clean() or {}
        for table, mapping in enumerate(self.mappings):
            seen: set[str] = set()
            for position in sorted(mapping.columns):
                name = field_name(table, position)
                meaning = typed.get(name)
                if meaning and ColumnMeaning(meaning) not in SEVERAL:
                    if meaning in seen:
                        wording = ColumnMeaning(meaning).wording
                        self.add_error(name, f"Another column is “{wording}” already")
                    seen.add(meaning)
        return typed

    @property
    def settled(self) -> list[Mapping]:
        """What was settled, table by table."""
        return [
            Mapping(
                {
                    position: ColumnMeaning(self.cleaned_data[field_name(table, position)])
                    for position in mapping.columns
                },
                mapping.header_row,
                mapping.heads,
            )
            for table, mapping in enumerate(self.mappings)
        ]


def field_name(table: int, position: int) -> str:
    """This is what the select of a column is called."""
    return f"column_{table}_{position}"
