"""From bytes to characters: which encoding a text file is in."""

import codecs

from sightline.exchange.importers.unreadable import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ADVICE = "Save it as plain text in UTF-8 (in Word: Save as, Plain text, Unicode UTF-8) and try that copy."
# Bytes that no Windows code page 1252 text holds: its five unused places and control characters.
_NOT_CP1252 = bytes({0x81, 0x8D, 0x8F, 0x90, 0x9D} | (set(range(0x20)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D}))


def decode(data: bytes) -> str:
    """Return the characters of a text file: UTF-8, UTF-16 and 32 with a mark, or Windows-1252.

    Raises: UnreadableFile
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_decoded(data, encoding))
    unmarked = _unmarked_utf16(data)
    if unmarked is not None:
        return _checked(_decoded(data, unmarked))
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data):
            raise UnreadableFile(
                f"This text file is in UTF-8 but is damaged or cut short. {_ADVICE}"
            ) from error
    if data.translate(None, _NOT_CP1252) != data:
        raise UnreadableFile(
            "This is neither a Word file nor a PDF, and if it is text, its encoding cannot be told. "
            f"If it is: {_ADVICE[0].lower()}{_ADVICE[1:]}"
        )
    return data.decode("cp1252")


def _is_damaged_utf8(data: bytes) -> bool:
    """Say whether bytes that are not valid UTF-8 hold more characters of it than breaks in it."""
    text = data.decode("utf-8", errors="replace")
    n_broken = text.count("\ufffd")
    return sum(not character.isascii() for character in text) > 2 * n_broken


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the UTF-16 variant whose every second byte is nearly always zero, as in English text."""
    half = len(data) // 2
    if len(data) % 2 or not half:
        return None
    if data[1::2].count(0) > 0.7 * half:
        return "utf-16-le"
    if data[0::2].count(0) > 0.7 * half:
        return "utf-16-be"
    return None


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.upper().removesuffix("-SIG")
        raise UnreadableFile(f"This text file is in {name} but is damaged or cut short. {_ADVICE}") from error


def _checked(text: str) -> str:
    if "\x00" in text:
        raise UnreadableFile(f"This file holds characters that no text holds (NUL). {_ADVICE}")
    return text
