"""The value of a field of a read item: what a person corrected, else what was read.

Fields are named by their path in the published JSON ("report_date.text"), as in
`domain.vocabulary.reviews.FIELDS`. A corrected value is kept under that name, beside what was read.
"""

from collections.abc import Mapping
from typing import Any

from sightline.domain.due_dates import last_day
from sightline.domain.vocabulary.reviews import FIELDS, FieldKind, ReadField, ReadingSection
from sightline.errors import UserError
from sightline.records.reviews.models import ReadItem

VALUE_LENGTH = 50_000


class FieldsRefused(UserError):
    """Values that cannot stand in their fields; `errors` says why, by field name."""

    exit_code = 2

    def __init__(self, errors: Mapping[str, str]) -> None:
        """Carry the reason for each field."""
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


def read_value(read: Mapping[str, Any], name: str) -> Any:
    """Return a field as it was read, or None."""
    value: Any = read
    for step in name.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def value_of(item: ReadItem, name: str) -> Any:
    """Return a field as it counts: corrected, where a person corrected it."""
    return item.corrected[name] if name in item.corrected else read_value(item.read, name)


def text_of(item: ReadItem, name: str) -> str:
    """Return a field as it counts, as text; empty where there is none."""
    return as_text(value_of(item, name))


def as_text(value: Any) -> str:
    """Return a value as a person edits it: a list has one entry a line."""
    if isinstance(value, list | tuple):
        return "\n".join(str(entry) for entry in value)
    return "" if value is None else str(value)


def source_of(read: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """Return the source of a field, or of the object it belongs to, or None."""
    holder: Any = read
    found = None
    for step in name.split("."):
        if not isinstance(holder, Mapping):
            break
        found = (holder.get("sources") or {}).get(step) or found
        holder = holder.get(step)
        if isinstance(holder, Mapping) and holder.get("source"):
            found = found or holder["source"]
    return found


def corrections(section: ReadingSection, read: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    """Return the given fields that differ from what was read, as they are stored.

    Raises: FieldsRefused
    """
    fields = {field.name: field for field in FIELDS[section]}
    errors = {name: "There is no such field." for name in given if name not in fields}
    changed: dict[str, Any] = {}
    for name, field in fields.items():
        # A browser sends its own line breaks and whatever space was typed at the ends of lines.
        sent = "\n".join(line.rstrip() for line in given.get(name, "").splitlines()).strip()
        text = sent if name in given else as_text(read_value(read, name))
        error = _error(field, text)
        if error:
            errors[name] = error
        elif name in given and _lines(text) != _lines(as_text(read_value(read, name))):
            changed[name] = _stored(field, text)
    if section is ReadingSection.ACTION_PLAN and not errors:
        errors |= _empty_row(read, changed)
    if errors:
        raise FieldsRefused(errors)
    return changed


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _error(field: ReadField, text: str) -> str:
    label = field.wording
    if not text:
        return f"{label}: fill this in, or reject the item." if field.is_needed else ""
    if len(text) > VALUE_LENGTH:
        return f"{label}: at most {VALUE_LENGTH:,} characters."
    if "\0" in text:
        return f"{label}: a character in it cannot be kept. Type the text again."
    if field.kind is FieldKind.CHOICE and text not in dict(field.choices):
        return f"{label}: choose one from the list."
    if field.kind is FieldKind.YEAR and not (text.isascii() and text.isdigit() and 1800 <= int(text) <= 2200):
        return f"{label}: write a year, such as 1984."
    if field.kind in {FieldKind.DATE, FieldKind.DATES}:
        lines = _lines(text)
        if (field.kind is FieldKind.DATE and len(lines) > 1) or not all(_is_date(line) for line in lines):
            return f"{label}: write a day (2014-04-25), a month (2014-04) or a year (2014)."
    return ""


def _is_date(text: str) -> bool:
    try:
        last_day(text)
    except ValueError:
        return False
    return True


def _stored(field: ReadField, text: str) -> Any:
    if field.kind is FieldKind.DATES:
        return _lines(text)
    if not text:
        return None
    return int(text) if field.kind is FieldKind.YEAR else text


def _empty_row(read: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, str]:
    words = (changed.get(name, read_value(read, name)) for name in ("recommendation", "action", "finding"))
    if any(words):
        return {}
    return {"action": "Action to take: fill this in, or the recommendation or finding, or reject the item."}
