"""The words that head the columns of the tables in such reports, whatever the file format."""

import re
from collections.abc import Sequence

_COLUMN_HEAD = re.compile(
    r"\b(?:recommendations?|actions?|leads?|agenc(?:y|ies)|organisations?|milestones?|targets?|dates?|"
    r"findings?|owners?|officers?|responsib\w+|whom?|when|outcomes?|evidence|status|time ?scales?|progress|"
    r"names?|roles?|titles?|authors?|positions?|complet\w+|lessons?|themes?|scope|deadlines?|updates?|rag|"
    r"no|number|ref|priority|success|measures?|monitoring|resources?|issues?|learning|job|contribution|sex|born|"
    r"relationship|pseudonym|ethnicity|how|capacity|representatives?|post|gender)\b",
    re.IGNORECASE,
)
_HEAD_LENGTH = 80


def names_a_column(words: str) -> bool:
    """Say whether these words are short and of the kind that heads a column of such a table."""
    has_digits = any(character.isdigit() for character in words)
    return len(words) <= _HEAD_LENGTH and not has_digits and bool(_COLUMN_HEAD.search(words))


def head_columns(words: Sequence[str]) -> bool:
    """Say whether a row's cells head columns: each is short, and half of them are words that do."""
    printed = [cell for cell in words if cell]
    n_named = sum(map(names_a_column, printed))
    return len(printed) > 1 and n_named * 2 >= len(printed) and max(map(len, printed)) <= _HEAD_LENGTH


def place_of_heads(rows: Sequence[Sequence[str]]) -> int | None:
    """Return which row heads the columns: the first, or the second below a title that fills one cell."""
    if not rows:
        return None
    if head_columns(rows[0]):
        return 0
    is_title = sum(bool(cell) for cell in rows[0]) == 1
    return 1 if is_title and len(rows) > 1 and head_columns(rows[1]) else None
