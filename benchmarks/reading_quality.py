"""How well published reviews are read: precision and recall per key and format.

`make bench-reading` reads every report of the invented corpus in every format, through the path a
user takes, and prints the figures; `--write` puts them into the documentation. `--details` prints
each difference, `--only SLUG` reads one report, `--in-process` leaves the sandbox out.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sightline.exchange.importers.published_review import read_published_review
from sightline.exchange.importers.sandbox import read_in_sandbox
from tests.corpus.contents import Report
from tests.corpus.files import FORMATS, draw, held_out_reports, known_reports, unforeseen_reports
from tests.corpus.scoring import KEYS, PLAN_FIELDS, Score, Tally, score
from tests.seeds import SEEDS

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "reading-quality.md"
FIRST_READ = Path(__file__).parents[1] / "tests" / "corpus" / "unforeseen" / "first_read.json"
Reader = Callable[[bytes, str], dict[str, Any]]
Scores = dict[str, Score]


def main() -> None:
    """Read, compare, print."""
    options = _options()
    read = _in_process if options.in_process else _in_sandbox
    known = [report for report in known_reports() if options.only in {None, report.slug}]
    held_out = [report for report in held_out_reports() if options.only in {None, report.slug}]
    unforeseen = [report for report in unforeseen_reports() if options.only in {None, report.slug}]
    lines = list(_page(known, held_out, unforeseen, read, details=options.details))
    print("\n".join(lines))
    if options.write:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text("\n".join(lines) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", metavar="SLUG")
    parser.add_argument("--details", action="store_true")
    parser.add_argument("--in-process", action="store_true")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def _in_process(data: bytes, name: str) -> dict[str, Any]:
    return read_published_review(data, name=name, progress=lambda _: None)


def _in_sandbox(data: bytes, name: str) -> dict[str, Any]:
    return read_in_sandbox(data, name, lambda _: None)


def _page(
    known: list[Report], held_out: list[Report], unforeseen: list[Report], read: Reader, *, details: bool
) -> Iterator[str]:
    yield "# How well reviews are read\n"
    yield (
        "Written by `python -m benchmarks.reading_quality --write`; do not edit.\n"
        "`tests/corpus/README.md` says what counts as right. The reader was mended until it read the first\n"
        "group, so those figures show what it can do, not what to expect. The second group was kept back\n"
        "and read once the reader stood. The third is in layouts that nobody had foreseen, among them those\n"
        "that LibreOffice makes of a file; the reader was mended for it after a first read, told below.\n"
    )
    for title, reports in (
        (f"Reports the reader was built against ({len(known)})", known),
        (f"Reports it had not met ({len(held_out)})", held_out),
        (f"Reports in layouts unforeseen, after it was mended for them ({len(unforeseen)})", unforeseen),
    ):
        if reports:
            yield f"## {title}\n"
            yield from _figures(*_scores(reports, read), details=details)
    if unforeseen:
        yield from _first_read()
    yield from _seeds(read)


def _first_read() -> Iterator[str]:
    """Yield what the reader made of the unforeseen reports before anything was changed for them."""
    yield "## Reports in layouts unforeseen: the first read, before anything was changed for them\n"
    yield "Rows of the plan, cells of the plan exactly right, all other values exactly right.\n"
    yield from _head("file", "rows read / printed", "plan cells", "other values")
    for name, figures in json.loads(FIRST_READ.read_text()).items():
        yield _row(name, *figures)
    yield ""


def _scores(reports: list[Report], read: Reader) -> tuple[Scores, Scores]:
    """Return the scores by format, and by file."""
    by_format = {format_: Score() for format_ in FORMATS}
    by_file: Scores = {}
    for report in reports:
        for format_ in FORMATS:
            file = draw(report, format_)
            by_file[file.name] = score(read(file.data, file.name), report.expected())
            by_format[format_].add(by_file[file.name])
    return by_format, by_file


def _figures(by_format: Scores, by_file: Scores, *, details: bool) -> Iterator[str]:
    yield from _key_table(by_format)
    yield from _plan_table(by_format)
    yield from _field_table(by_format)
    yield from _defect_table(by_format)
    yield from _invariants(by_format)
    yield from _file_table(by_file)
    if details:
        yield from _details(by_file)


def _key_table(by_format: Scores) -> Iterator[str]:
    yield "Items: precision / recall (read, printed).\n"
    yield from _head("key", *by_format)
    for key in KEYS:
        yield _row(f"`{key}`", *(_rates(result.keys[key]) for result in by_format.values()))
    yield ""


def _rates(tally: Tally) -> str:
    if not tally.n_expected and not tally.n_found:
        return "–"
    return f"{_share(tally.precision)} / {_share(tally.recall)} ({tally.n_found}, {tally.n_expected})"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _plan_table(by_format: Scores) -> Iterator[str]:
    yield "Action plan: cells that are whole and in the right column, of all rows printed.\n"
    yield from _head("field", *by_format)
    for name in PLAN_FIELDS:
        yield _row(f"`{name}`", *(_exact(result, "action_plan", name) for result in by_format.values()))
    yield ""


def _field_table(by_format: Scores) -> Iterator[str]:
    yield "Other keys: values that are exactly right, of all items printed.\n"
    yield from _head("value", *by_format)
    names = {pair for result in by_format.values() for pair in result.fields if pair[0] != "action_plan"}
    for key, name in sorted(names, key=lambda pair: (KEYS.index(pair[0]), pair[1])):
        yield _row(f"`{key}.{name}`", *(_exact(result, key, name) for result in by_format.values()))
    yield ""


def _exact(result: Score, key: str, name: str) -> str:
    total = result.fields[key, name]
    return f"{result.fields_right[key, name] / total:.3f} ({total})" if total else "–"


def _defect_table(by_format: Scores) -> Iterator[str]:
    yield "Defects laid in on purpose: precision / recall (raised, laid in).\n"
    yield from _head("code", *by_format)
    for code in sorted({code for result in by_format.values() for code in result.defects}):
        yield _row(f"`{code}`", *(_rates(result.defects.get(code, Tally())) for result in by_format.values()))
    yield ""


def _invariants(by_format: Scores) -> Iterator[str]:
    yield "Always: sources hold the words at their offsets; no value has words that are not there.\n"
    yield from _head("", *by_format)
    yield _row("sources", *(str(result.n_sources) for result in by_format.values()))
    yield _row("sources with other words", *(str(len(result.wrong_sources)) for result in by_format.values()))
    yield _row("values without a source", *(str(len(result.unsourced)) for result in by_format.values()))
    yield _row("invented values", *(str(len(result.invented)) for result in by_format.values()))
    yield ""


def _file_table(by_file: Scores) -> Iterator[str]:
    yield "By file: rows of the plan, cells of the plan exactly right, all other values exactly right.\n"
    yield from _head("file", "rows read / printed", "plan cells", "other values", "defects")
    for name, result in by_file.items():
        rows = result.keys["action_plan"]
        yield _row(
            name,
            f"{rows.n_found} / {rows.n_expected}",
            _share_of(result, lambda key: key == "action_plan"),
            _share_of(result, lambda key: key != "action_plan"),
            _rates(result.keys["defects"]),
        )
    yield ""


def _share_of(result: Score, is_meant: Callable[[str], bool]) -> str:
    total = sum(count for (key, _), count in result.fields.items() if is_meant(key))
    right = sum(count for (key, _), count in result.fields_right.items() if is_meant(key))
    return f"{right / total:.3f}" if total else "–"


def _details(by_file: Scores) -> Iterator[str]:
    for name, result in by_file.items():
        yield f"### {name}\n"
        for label in ("wrong_sources", "invented", "unsourced", "differences"):
            yield from (f"- {label}: {line}" for line in getattr(result, label))
        yield ""


def _seeds(read: Reader) -> Iterator[str]:
    present = [seed for seed in SEEDS if seed.path.is_file()]
    if present:
        yield "## The two real reviews\n"
        yield from _head("review", "rows read", "rows printed", "sources with other words", "invented values")
        for number, seed in enumerate(present, 1):
            envelope = read(seed.path.read_bytes(), seed.path.name)
            empty: dict[str, Any] = {key: [] for key in KEYS} | {
                "document": dict.fromkeys(envelope["document"])
            }
            result = score(envelope, empty)
            yield _row(
                f"seed {number}",
                str(len(envelope["action_plan"])),
                str(seed.n_plan_rows),
                str(len(result.wrong_sources)),
                str(len(result.invented)),
            )
        yield ""


def _head(*names: str) -> Iterator[str]:
    yield _row(*names)
    yield "|" + " --- |" * len(names)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    main()
