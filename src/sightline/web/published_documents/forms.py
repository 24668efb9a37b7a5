"""The shapes of what is typed while a document is uploaded and checked."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from sightline.domain.published_reviews.dates import iso_dates
from sightline.domain.vocabulary.reviews import FieldKind, ReadField
from sightline.exchange.importers import limits
from sightline.web.uploads import at_most
from sightline.web.wording import printed_date


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Choose the review",
        help_text="A Word document (.docx), a PDF with text in it, or a text file (.txt). Up to 25 MB.",
        validators=[at_most(limits.FILE_BYTES)],
        error_messages={
            "required": "Choose the file to read",
            "empty": "This file is empty. Choose the file that holds the review",
        },
    )


class ItemForm(forms.Form):
    """The fields of one item, to be corrected or added: text in, text out, dates as people write them."""

    def __init__(
        self,
        data: QueryDict | Mapping[str, str] | None = None,
        *,
        item_fields: Sequence[ReadField],
        values: Mapping[str, str] | None = None,
    ) -> None:
        self.item_fields = tuple(item_fields)
        self.before = {field.name: _typed(field, (values or {}).get(field.name, "")) for field in item_fields}
        super().__init__(data, initial=self.before)
        for field in item_fields:
            self.fields[field.name] = _form_field(field)

    def changes(self) -> dict[str, str]:
        """This is the fields that read differently now, so that the others keep what was read."""
        return {
            name: value
            for name, value in self.values().items()
            if _folded(self.data.get(name, "")) != _folded(self.before[name])
        }

    def values(self) -> dict[str, str]:
        """This is every field as typed, with dates in ISO form as exactly as typed."""
        return {field.name: self.cleaned_data[field.name] for field in self.item_fields}

    def rows(self, name: str) -> int:
        """This is how many lines an input shows: room for what stands in it and a little more."""
        value = str(self[name].value() or "")
        return min(12, max(2, len(value) // 55 + value.count("\n") + 1))

    def inputs(self) -> list[tuple[str, forms.BoundField]]:
        """This pairs each field with the component it is typed into."""
        return [(_component(field), self[field.name]) for field in self.item_fields]


class _DatesField(forms.CharField):
    """Dates, one a line. A line that is no date is refused rather than dropped."""

    def clean(self, value: Any) -> str:
        """This turns each line into ISO as exactly as it is written."""
        return "\n".join(_date_of(line) for line in (super().clean(value) or "").splitlines() if line.strip())


def _date_of(line: str) -> str:
    found = iso_dates(line)
    if len(found) != 1:
        raise forms.ValidationError(
            f"“{line.strip()[:40]}” is not one date. Write it like 30 April 2014, April 2014 or 2014"
        )
    return found[0]


def _form_field(field: ReadField) -> forms.Field:
    wording = f"{field.wording[0].lower()}{field.wording[1:]}"
    given: dict[str, Any] = {
        "label": field.wording,
        "required": field.is_needed,
        "error_messages": {"required": f"Enter the {wording}", "invalid": f"Enter the {wording}"},
    }
    match field.kind:
        case FieldKind.CHOICE:
            choices = field.choices if field.is_needed else (("", "Not printed"), *field.choices)
            return forms.ChoiceField(choices=choices, **given)
        case FieldKind.DATE:
            return _DatesField(
                help_text="As exactly as it is known: 30 April 2014, April 2014 or 2014.", **given
            )
        case FieldKind.DATES:
            return _DatesField(
                help_text="One date a line, as exactly as it is printed: 30 April 2014, April 2014 or 2014. "
                "Leave empty where no date is printed.",
                **given,
            )
        case _:
            return _WordsField(**given)


class _WordsField(forms.CharField):
    """Words, with line breaks as Sightline keeps them."""

    def clean(self, value: Any) -> str:
        """This gives line breaks the form they have everywhere else."""
        return (super().clean(value) or "").replace("\r\n", "\n")


def _typed(field: ReadField, value: str) -> str:
    """This is a value as it stands in its input."""
    if field.kind in {FieldKind.DATE, FieldKind.DATES}:
        return "\n".join(printed_date(iso) for iso in value.splitlines())
    return value


def _folded(typed: str) -> str:
    """This makes what a browser sends back comparable with what was sent to it."""
    return typed.replace("\r\n", "\n").strip()


def _component(field: ReadField) -> str:
    match field.kind:
        case FieldKind.CHOICE:
            return "radios"
        case FieldKind.TEXT | FieldKind.DATES:
            return "textarea"
        case _:
            return "text"
