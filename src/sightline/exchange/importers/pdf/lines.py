"""From words to printed lines, and from lines to paragraphs."""

import re
import statistics
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from sightline.domain.vocabulary.plain_words import PLAIN_WORDS
from sightline.exchange.importers.pdf.words import Word

_ITEM = re.compile(
    r"(?:[·•▪◦●○➢✓\uf0b7\uf0a7]|[-–—o*](?=\s)|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5}|\d{1,2}[a-z])[.):](?=\s|$)|"
    r"\d+(?:\.\d+)+[.:]?(?=\s|$)|\d{1,3}\t|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|"
    r"(?:Recommendation|Lesson|Finding|Action|Learning(?: [Pp]oint)?|Theme|Question|Objective|Issue|KLOE|"
    r"Key [Ll]ine of [Ee]nquiry|Term|Appendix|Annex|Section|Part) "
    r"(?:\d{1,3}(?:\.\d+)*|[A-Z])[a-z]?(?: ?[:–\t]|$)|"
    r"(?:Actions?|Lead(?: [Aa]gency| [Oo]fficer)?|Owner|Time ?scale|Target(?: date)?|Outcome|Evidence|"
    r"Responsible|By when|Milestones?|Status|Progress|Name|Role|Organisation|Agency): )"
)
# A line of contents: dots or a rule that leads to a page number.
_LEADERS = re.compile(r"(?:[.…_]\s?){4,}\s*\w{1,5}$")
# Bullets of symbol fonts, and letters that a font draws as one.
_PRINTED = str.maketrans(
    {"\uf0b7": "·", "\uf0a7": "▪", "\uf0fc": "✓", "\uf0d8": "➢"}
    | {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_TAB_GAP = 1.25
_CENTRED = 4.0
_SAME_LINE = 0.55
USUAL_PITCH = 1.2
_FEW_DISTANCES = 3
_WIDER = 1.15
_NARROWER = 0.87
_NARROW = frozenset("fijlrtI.,;:'’|!()-")
_SLACK = 0.6
_MONTHS = frozenset("january february april august september october november december".split())
_WIDE = frozenset("mwMW")
# Endings that are words as well, with the letter before: "recommendati" and "on".
_ENDING = re.compile(r"ion|tor|ist|(?:.)[bcdefghjklmnopqrstuvwxyz]")
_LONG_WORD = 8
_PUNCTUATION = ".,;:!?()[]“”‘’\"'/"
_SMALLEST_COLUMN_GAP = 7.0


@dataclass(slots=True)
class TextLine:
    """Words on one line, left to right."""

    words: list[Word]

    @property
    def x0(self) -> float:
        """The left end."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The right end."""
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        """The type size that most words have."""
        return statistics.median_high([word.size for word in self.words])

    @property
    def is_bold(self) -> bool:
        """Whether every word is bold."""
        return all(word.is_bold for word in self.words)

    def text(self) -> str:
        """Return the line's words; a gap as wide as a tab stop is one."""
        gaps = [right.x0 - left.x1 for left, right in zip(self.words, self.words[1:], strict=False)]
        # In a justified line every gap is wide; a tab stop is wide among its neighbours.
        usual = sorted(gaps)[(len(gaps) - 1) // 4] if len(gaps) > 1 else 0.0
        pieces = [self.words[0].text]
        for left, right, gap in zip(self.words, self.words[1:], gaps, strict=False):
            if gap > max(_TAB_GAP * min(left.size, right.size), 2 * usual):
                pieces.append("\t")
            elif gap > 0.05 * left.size or right.place != left.place + len(left.text):
                pieces.append(" ")
            pieces.append(right.text)
        return "".join(pieces).translate(_PRINTED)

    def segments(self) -> list[list[Word]]:
        """Return the words in groups that a gap between two columns parts."""
        groups = [[self.words[0]]]
        for left, right in zip(self.words, self.words[1:], strict=False):
            if right.x0 - left.x1 > max(_SMALLEST_COLUMN_GAP, 0.85 * min(left.size, right.size)):
                groups.append([])
            groups[-1].append(right)
        return groups


def lines_of_words(words: Iterable[Word]) -> list[TextLine]:
    """Return the printed lines of a set of words, from the top down."""
    lines: list[list[Word]] = []
    tallest: Word | None = None
    for word in sorted(words, key=attrgetter("middle", "x0")):
        size = word.size
        if tallest is not None and size < tallest.size:
            size = tallest.size
        if tallest is not None and word.middle - tallest.middle <= _SAME_LINE * size:
            lines[-1].append(word)
            if word.size > tallest.size:
                tallest = word
        else:
            lines.append([word])
            tallest = word
    return [TextLine(_raised(sorted(line, key=attrgetter("x0")))) for line in lines]


_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _raised(words: list[Word]) -> list[Word]:
    """Raise numbers that are set small above the line, as reference marks are."""
    if len(words) < 2:
        return words
    size = max(word.size for word in words)
    bottom = max(word.bottom for word in words if word.size == size)
    for word in words:
        if word.text.isdecimal() and word.size < 0.8 * size and word.bottom < bottom - 0.1 * size:
            word.text = word.text.translate(_SUPERSCRIPT)
    return words


@dataclass(frozen=True, slots=True)
class Measure:
    """Where lines begin, how wide they may be, and the distance from line to line in type sizes."""

    left: float
    width: float
    pitch: float


def measure_of(lines: Sequence[TextLine], pitch: float) -> Measure:
    """Return the room that these lines take."""
    left = min(line.x0 for line in lines)
    return Measure(left, max(line.x1 for line in lines) - left, pitch)


def pitch_of(runs: Iterable[Sequence[TextLine]], *, otherwise: float = USUAL_PITCH) -> float:
    """Return the distance from line to line within paragraphs, of runs of lines one below the other.

    Most lines stand so; the distance between two paragraphs is wider and rarer.
    """
    distances = sorted(
        (line.bottom - above.bottom) / above.size
        for run in runs
        for above, line in pairwise(run)
        if 0.9 * above.size < line.bottom - above.bottom < 2.5 * above.size
        # A heading stands nearer to its text, for its size, than the lines of a paragraph to each other.
        and _NARROWER < line.size / above.size < _WIDER
    )
    if len(distances) < _FEW_DISTANCES:
        return min(distances[0], otherwise) if distances else otherwise
    return distances[len(distances) // 10]


def paragraphs_of(lines: Sequence[TextLine], measure: Measure) -> list[list[TextLine]]:
    """Group lines into paragraphs.

    A paragraph ends where the gap to the next line is wider than between lines of one paragraph,
    where type changes, where a bullet or number begins the next line, or where a line was ended
    before it was full: the next word would have had room.
    """
    if not lines:
        return []
    groups = [[lines[0]]]
    for above, line in pairwise(lines):
        if _is_parted(above, line, measure.pitch) or ended_early(above, line, measure):
            groups.append([])
        groups[-1].append(line)
    return groups


def _is_parted(above: TextLine, line: TextLine, pitch: float) -> bool:
    size = above.size
    if line.bottom - above.bottom > _WIDER * pitch * size or line.bottom <= above.top:
        return True
    if not _NARROWER < line.size / size < _WIDER or above.is_bold != line.is_bold:
        return True
    return begins_item(line) or bool(_LEADERS.search(above.text()))


def begins_item(line: TextLine) -> bool:
    """Say whether a bullet, a number or a label with a number begins a line."""
    return bool(_ITEM.match(line.text()))


def ended_early(above: TextLine, line: TextLine, measure: Measure) -> bool:
    """Say whether a line ends though the first word of the next would still have had room."""
    if above.words[-1].text.endswith("-"):
        return False
    are_centred = all(_is_centred(either, measure) for either in (above, line))
    used = above.x1 - (above.x0 if are_centred else measure.left)
    first = line.words[0]
    return used + 0.27 * above.size + (first.x1 - first.x0) < measure.width - 0.5 * above.size


def _is_centred(line: TextLine, measure: Measure) -> bool:
    """Say whether a line leaves the same room free on both sides."""
    return abs((line.x0 - measure.left) - (measure.left + measure.width - line.x1)) < _CENTRED


def vocabulary_of(words: Iterable[Word]) -> Counter[str]:
    """Count the words of a document, case and punctuation ignored."""
    return Counter(_bare(word.text) for word in words)


def whole_words(lines: Sequence[TextLine]) -> Iterator[str]:
    """Yield the words of a narrow column that no line end cut: not alone on a line, nor after such a one."""
    is_cut = False
    for line in lines:
        if len(line.words) > 1:
            yield from (_bare(word.text) for word in line.words[is_cut:])
        is_cut = len(line.words) == 1


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that a document prints: all of them, parts of words included, and those sure to be whole."""

    printed: Mapping[str, int]
    whole: Container[str]


def joined(lines: Sequence[TextLine], vocabulary: Vocabulary, room: float | None = None) -> str:
    """Return lines as one text, a line break between two.

    A word too long for a narrow column is broken without a hyphen; its parts are put together where
    the document has the whole word elsewhere, or where the column has no room for one letter more and
    its parts are no words. `room` is how wide a line may be.
    """
    text = lines[0].text()
    before = ""
    for place, (above, line) in enumerate(pairwise(lines)):
        following = [after.words[0].text for after in lines[place + 1 : place + 3]]
        is_cut = _breaks_word(before, above, following, vocabulary) or (
            room is not None
            and _fills(above, line, room)
            and _are_parts(before, above, following[0], vocabulary)
        )
        text += line.text() if is_cut else f"\n{line.text()}"
        before = before + above.words[0].text if is_cut and len(above.words) == 1 else ""
    return text


def _breaks_word(before: str, above: TextLine, following: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Say whether a line ends inside a word: the part is rare or alone on its line, the whole is known."""
    end = above.words[-1].text
    if not _may_go_on(end, following[0]):
        return False
    part = _bare(before + end)
    wholes = [_bare(part + "".join(following[: count + 1])) for count in range(len(following))]
    printed = vocabulary.printed
    if any(whole in _MONTHS for whole in wholes):
        return True
    is_known = any(
        len(whole) >= _LONG_WORD and (whole in printed or f"{whole}s" in printed) for whole in wholes
    )
    return is_known and (len(above.words) == 1 or printed.get(part, 0) <= printed.get(wholes[0], 0))


def _may_go_on(end: str, first: str) -> bool:
    is_one_case = first[:1].islower() or (end.isupper() and first[:1].isupper())
    return end[-1].isalpha() and is_one_case


def _fills(above: TextLine, line: TextLine, room: float) -> bool:
    """Say whether a line is one word, after which no letter of the next would have had room."""
    if len(above.words) > 1:
        return False
    return room - (above.x1 - above.x0) < _width_of_first_letter(line.words[0]) + _SLACK


def _width_of_first_letter(word: Word) -> float:
    usual = (word.x1 - word.x0) / sum(map(_share_of_letter, word.text))
    return usual * _share_of_letter(word.text[0])


def _share_of_letter(letter: str) -> float:
    """Return how wide a letter is beside the usual one."""
    return 0.45 if letter in _NARROW else 1.5 if letter in _WIDE else 1.0


def _are_parts(before: str, above: TextLine, following: str, vocabulary: Vocabulary) -> bool:
    """Say whether neither what ends a line nor what begins the next is a word by itself."""
    end = above.words[-1].text
    part, rest = _bare(before + end), _bare(following)
    if not _may_go_on(end, following) or _is_whole(part, vocabulary):
        return False
    return not _is_whole(rest, vocabulary) or _ENDING.fullmatch(part[-1:] + rest) is not None


def _is_whole(word: str, vocabulary: Vocabulary) -> bool:
    return word in vocabulary.whole or word in PLAIN_WORDS


def _bare(text: str) -> str:
    return text.strip(_PUNCTUATION).casefold()
