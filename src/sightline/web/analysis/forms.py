"""The shapes of what a panel writes beside a chronology."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from sightline.web.plain_form import PlainForm


class QuestionForm(PlainForm):
    components = {"question": "textarea", "term": "select"}

    question = forms.CharField(
        label="What do you ask of the chronology?",
        error_messages={"required": "Write the question"},
    )
    term = forms.ChoiceField(label="To which term of reference does it belong?", required=False)

    def __init__(self, *args: Any, terms: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].choices = [("", "To none of them"), *terms]  # type: ignore[attr-defined]

    @property
    def term_id(self) -> UUID | None:
        """This is the term of reference that was chosen."""
        chosen = self.cleaned_data["term"]
        return UUID(chosen) if chosen else None


class FindingForm(PlainForm):
    components = {"text": "long"}

    text = forms.CharField(
        label="What does the panel conclude?",
        error_messages={"required": "Write what the panel concludes"},
    )


class CitationForm(PlainForm):
    components = {"events": "checkboxes"}

    events = forms.MultipleChoiceField(
        label="Which entries does it rest on?",
        help_text="To choose from is what was collected as evidence for the question.",
        required=False,
    )

    def __init__(self, *args: Any, entries: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["events"].choices = list(entries)  # type: ignore[attr-defined]


class CollectForm(CitationForm):
    components = {"events": "checkboxes", "why": "textarea"}

    why = forms.CharField(label="Why do they bear on the question?", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        events = self.fields["events"]
        events.label, events.help_text, events.required = "Which entries bear on it?", "", True
        events.error_messages["required"] = "Choose at least one entry"
