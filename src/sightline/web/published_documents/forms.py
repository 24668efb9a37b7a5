"""The shapes of what is typed while a document is uploaded and checked."""

from collections.abc import Mapping
from typing import Any

from django import forms

from sightline.domain.published_reviews.dates import iso_dates
from sightline.domain.vocabulary.reviews import ReadingSection
from sightline.web.published_documents.fields import (
    FIELDS,
    Field,
    Kind,
    date_from_words,
    period_from_words,
)
from sightline.web.wording import printed_date


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Choose the review",
        help_text="A Word document (.docx), a PDF with text in it, or a text file (.txt). Up to 25 MB.",
        error_messages={
            "required": "Choose the file to read",
            "empty": "This file is empty. Choose the file that holds the review",
        },
    )


class ItemForm(forms.Form):
    """The fields of one item, to be corrected or added. `values()` gives them back in JSON form."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        section: ReadingSection,
        item: Mapping[str, Any] | None = None,
        version: int | None = None,
        **kwargs: Any,
    ) -> None:
        self.item_fields = tuple(field for field in FIELDS[section] if field.kind is not Kind.PARTS)
        initial = {field.key: _typed(field, (item or {}).get(field.key)) for field in self.item_fields}
        super().__init__(*args, initial={**initial, "version": version}, **kwargs)
        for field in self.item_fields:
            self.fields[field.key] = _form_field(field)

    def values(self) -> dict[str, Any]:
        """This is what was typed, each field in the form of the published JSON."""
        return {field.key: _value(field, self.cleaned_data[field.key]) for field in self.item_fields}

    def changes(self, item: Mapping[str, Any]) -> dict[str, Any]:
        """This is the fields that now read differently, so that what was read keeps its sources."""
        return {
            field.key: _value(field, self.cleaned_data[field.key])
            for field in self.item_fields
            if _folded(self.cleaned_data[field.key]) != _folded(_typed(field, item.get(field.key)))
        }

    def inputs(self) -> list[tuple[str, forms.BoundField]]:
        """This pairs each field with the component it is typed into."""
        return [(_component(field), self[field.key]) for field in self.item_fields]


def _form_field(field: Field) -> forms.Field:
    required = field.is_required
    errors = {"required": f"Enter: {field.wording[0].lower()}{field.wording[1:]}"}
    match field.kind:
        case Kind.CHOICE:
            choices = (*field.choices,) if required else (("", "Not printed"), *field.choices)
            return forms.ChoiceField(
                label=field.wording, choices=choices, required=required, error_messages=errors
            )
        case Kind.YEAR:
            return forms.IntegerField(
                label=field.wording,
                required=required,
                min_value=1850,
                max_value=2100,
                error_messages={**errors, "invalid": "Enter a year of four digits"},
            )
        case Kind.DATES:
            return _DatesField(
                label=field.wording,
                required=required,
                help_text="One date a line, as exactly as it is printed: 30 April 2014, April 2014 or 2014. "
                "Leave empty where no date is printed.",
            )
        case Kind.NAMES:
            return forms.CharField(label=field.wording, required=required, help_text="Part them with commas.")
        case Kind.DATE | Kind.PERIOD | Kind.SCOPE:
            return forms.CharField(
                label=field.wording,
                required=required,
                help_text="As the report prints it.",
                error_messages=errors,
            )
        case _:
            return forms.CharField(label=field.wording, required=required, error_messages=errors)


class _DatesField(forms.CharField):
    def clean(self, value: Any) -> list[str]:
        """This reads one date a line; a line that is no date is refused rather than dropped."""
        dates: list[str] = []
        for line in (super().clean(value) or "").splitlines():
            if not line.strip():
                continue
            found = iso_dates(line)
            if len(found) != 1:
                raise forms.ValidationError(
                    f"“{line.strip()[:40]}” is not one date. Write it like 30 April 2014, April 2014 or 2014."
                )
            dates.append(found[0])
        return dates


def _typed(field: Field, value: Any) -> Any:
    """This is a value as it stands in its input."""
    if value in (None, "", [], {}):
        return ""
    match field.kind:
        case Kind.DATE | Kind.PERIOD | Kind.SCOPE:
            return value["text"]
        case Kind.DATES:
            return "\n".join(printed_date(iso) for iso in value)
        case Kind.NAMES:
            return ", ".join(value)
        case _:
            return value


def _value(field: Field, typed: Any) -> Any:
    match field.kind:
        case Kind.DATE:
            return date_from_words(typed) if typed else None
        case Kind.PERIOD:
            return period_from_words(typed) if typed else None
        case Kind.SCOPE:
            if not typed:
                return None
            period = period_from_words(typed)
            return {"text": typed, "start": period["from"], "end": period["to"]}
        case Kind.NAMES:
            return [name.strip() for name in typed.split(",") if name.strip()]
        case Kind.DATES:
            return typed
        case _:
            return typed.replace("\r\n", "\n") if isinstance(typed, str) and typed else (typed or None)


def _folded(typed: Any) -> str:
    """This makes what a browser sends back comparable with what was sent to it."""
    if isinstance(typed, list):
        typed = "\n".join(printed_date(iso) for iso in typed)
    return " ".join(str(typed if typed is not None else "").split())


def _component(field: Field) -> str:
    match field.kind:
        case Kind.CHOICE:
            return "radios" if len(field.choices) <= 4 else "select"
        case Kind.WORDS | Kind.DATES:
            return "textarea"
        case _:
            return "text"
