"""Words that were typed into a case: made tidy or refused, and marked in the audit trail."""

from datetime import datetime
from uuid import UUID

from django.db.models import Model

from sightline.domain.audit_trail.content import content_mark
from sightline.domain.audit_trail.entries import canonical
from sightline.errors import UserError
from sightline.records.audit.services import content_key
from sightline.records.cases.models import Case
from sightline.records.cases.policies import TEXT_LENGTH


class CaseRefused(UserError):
    """Something that cannot be done to a case as it was asked, and what to do instead."""

    exit_code = 2


class StaleText(UserError):
    """Somebody else put other words in place of a text since this user opened it. Nothing was stored."""

    exit_code = 2
    #: What somebody did to what, as it is said after “Somebody else”.
    did: str

    def __init__(self, *, version: int, text: str, written_at: datetime, written_by_name: str) -> None:
        """Carry how the text reads now, so that a page can show it beside what was being written."""
        super().__init__(
            f"Somebody else {self.did} while you were writing. Your words are kept below: "
            "read what changed, then send them again."
        )
        self.version = version
        self.text = text
        self.written_at = written_at
        self.written_by_name = written_by_name


def written(text: str, *, what: str, at_least: int = 1) -> str:
    """Return a text without the blanks around it. `what` names it in the refusal. Raises: CaseRefused"""
    found = "\n".join(text.splitlines()).strip()
    if len(found) < at_least:
        needed = f", in at least {at_least} characters" if at_least > 1 else ""
        raise CaseRefused(f"Write {what}{needed}.")
    if len(found) > TEXT_LENGTH:
        raise CaseRefused(f"Write {what} in at most {TEXT_LENGTH:,} characters.")
    return found


def on_one_line(text: str, *, what: str) -> str:
    """Return a name or a reference in one line of at most 200 characters. Raises: CaseRefused"""
    found = " ".join(text.split())
    if not 1 <= len(found) <= 200:
        raise CaseRefused(f"Write {what} in 1 to 200 characters.")
    return found


def content_of(obj: Model, **words: object) -> str:
    """Return the words of an object, by field, in the one form in which they are marked.

    What they are of is part of it: two objects with the same words in them have different marks.
    """
    return canonical({"of": f"{obj._meta.label} {obj.pk}", **words})


def mark(case_id: UUID, obj: Model, **words: object) -> str:
    """Return what the audit trail keeps of words in a case. Call it within a change.

    Once the key of the case is erased, nobody can compare any words with the mark.
    """
    return content_mark(content_key(Case(pk=case_id)), content_of(obj, **words))
