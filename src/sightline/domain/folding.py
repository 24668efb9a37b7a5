"""When two printed texts are the same words: capitals, spacing, quotation marks and end marks aside."""

import re

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_ENDS = re.compile(r"^[\W_]+|[\W_]+$")


def fold(text: str) -> str:
    """Return a form that is equal for texts a reader would call the same words.

    Example:
        >>> fold("  Review the  Trust’s policy. ") == fold("review the Trust's policy")
        True
    """
    return _ENDS.sub("", " ".join(text.translate(_QUOTES).casefold().split()))
