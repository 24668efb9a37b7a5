"""The words that head the columns of the tables in such reports, whatever the file format."""

import re

_COLUMN_HEAD = re.compile(
    r"\b(?:recommendations?|actions?|leads?|agenc(?:y|ies)|organisations?|milestones?|targets?|dates?|"
    r"findings?|owners?|officers?|responsib\w+|whom?|when|outcomes?|evidence|status|time ?scales?|progress|"
    r"names?|roles?|titles?|authors?|positions?|complet\w+|lessons?|themes?|scope|deadlines?|updates?|rag|"
    r"no|number|ref|priority|success|measures?|monitoring|resources?|issues?|learning|job)\b",
    re.IGNORECASE,
)
_HEAD_LENGTH = 80


def names_a_column(words: str) -> bool:
    """Say whether these words are short and of the kind that heads a column of such a table."""
    return len(words) <= _HEAD_LENGTH and bool(_COLUMN_HEAD.search(words))
