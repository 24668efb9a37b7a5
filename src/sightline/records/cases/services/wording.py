"""Words that were typed into a case, made tidy or refused."""

from sightline.errors import UserError
from sightline.records.cases.policies import TEXT_LENGTH


class CaseRefused(UserError):
    """Something that cannot be done to a case as it was asked, and what to do instead."""

    exit_code = 2


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
