"""Words in a cell of a spreadsheet that no program can take for a formula, and back again.

Excel, LibreOffice and Google Sheets take a cell for a formula when its first character is one of
= + - @ (some trim space before it, some take the full-width forms for the same). Such a cell gets
an apostrophe in front, and so does one that has apostrophes in front of such a character already;
therefore taking one away restores exactly what was there.
Source: SECURITY-P24
"""

import re
import unicodedata

#: What one cell of an Excel sheet can hold.
CELL_CHARACTERS = 32_767

_FORMULA_STARTS = frozenset("=+-@")
_CELL_BREAKS = frozenset("\t\r\n\0")
# What XML cannot say, and the carriage return, which an XML reader would turn into a line feed.
_UNSAYABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def safe_text(text: str) -> str:
    """This is the text as a cell may hold it.

    Example:
        >>> safe_text("=1+1"), safe_text("Train staff"), safe_text("'-5")
        ("'=1+1", 'Train staff', "''-5")
    """
    return f"'{text}" if _is_dangerous(text.lstrip("'")) else text


def plain_text(cell: str) -> str:
    """This undoes `safe_text`; an apostrophe that a person typed before other words stays.

    Example:
        >>> plain_text("'=1+1"), plain_text("'Train staff'")
        ('=1+1', "'Train staff'")
    """
    return cell[1:] if cell.startswith("'") and _is_dangerous(cell.lstrip("'")) else cell


def sayable(text: str) -> str:
    """This writes characters that XML cannot hold as Excel does: `_x0000_`.

    Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring)
    """
    guarded = _LOOKS_ESCAPED.sub("_x005F_", text)
    return _UNSAYABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", guarded)


def said(cell: str) -> str:
    """This undoes `sayable`, and what Excel itself wrote that way."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell)


def _is_dangerous(text: str) -> bool:
    if text[:1] in _CELL_BREAKS and text:
        return True
    for character in text:
        if unicodedata.category(character)[0] in "ZC":
            continue
        return unicodedata.normalize("NFKC", character)[:1] in _FORMULA_STARTS
    return False
