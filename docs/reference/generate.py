"""This script writes docs/reference/generated from the code; with --check it only says what is out of step.

One function for each page; each reads the code it describes, so no page can disagree with it.
"""

import difflib
import importlib
import inspect
import json
import os
import pkgutil
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any

import django
import grimp
import typer
from django.apps import apps
from pydantic import TypeAdapter
from typer.cli import get_docs_for_click

import sightline.domain.states
import sightline.domain.vocabulary
from sightline.config.environment import VARIABLES
from sightline.domain.chronology.edtf import to_edtf
from sightline.domain.chronology.reading_dates import DayMonthOrder, read_date
from sightline.domain.policy.english import sentence
from sightline.domain.policy.permissions import Permission
from sightline.domain.policy.relations import Relation, matrix
from sightline.domain.policy.rules import RULES
from sightline.domain.published_reviews.reading import SCHEMA_VERSION, Reading

ROOT = Path(__file__).resolve().parent.parent.parent
GENERATED = ROOT / "docs" / "reference" / "generated"
NOTE = "<!-- Made by `make docs` from the code: change the code, not this page. -->\n\n"
HANDLING = ("operational", "personal", "third_party", "special_category")


def pages() -> dict[str, str]:
    return {
        "README.md": NOTE + contents(),
        "command-line.md": NOTE + command_line(),
        "data.md": NOTE + data(),
        "dates.md": NOTE + dates(),
        "imports.md": NOTE + imports(),
        "permissions.md": NOTE + permissions(),
        "reading.schema.json": reading_schema(),
        "settings.md": NOTE + settings(),
        "sources.md": NOTE + sources(),
        "states.md": NOTE + states(),
        "vocabulary.md": NOTE + vocabulary(),
        "../policy_matrix.csv": policy_matrix(),
    }


def contents() -> str:
    return """# Reference, made from the code

- [Command line](command-line.md): every command and option
- [Data](data.md): every table and field, and how it must be handled
- [Dates](dates.md): how the words of a date cell are read
- [Imports](imports.md): which package of Sightline imports which
- [Permissions](permissions.md): what each role may do
- [Reading, as JSON schema](reading.schema.json): what `sightline read --format json` prints
- [Settings](settings.md): every environment variable
- [Sources](sources.md): the law and guidance the code rests on, and where
- [States](states.md): what may follow what, and who may make the move
- [Vocabulary](vocabulary.md): the code lists
"""


def command_line() -> str:
    command = typer.main.get_command(importlib.import_module("sightline.cli").app)
    context = typer.Context(command, info_name="sightline")
    return get_docs_for_click(obj=command, ctx=context, name="sightline").rstrip() + "\n"


def settings() -> str:
    rows = [f"| `{each.name}` | {code(each.default)} | {each.meaning} |" for each in VARIABLES]
    return "# Settings\n\nRead from the environment.\n\n" + table("| variable | default | meaning |", rows)


def data() -> str:
    parts = ["# Data\n\nEvery table, with how each of its fields must be handled.\n"]
    for model in our_models():
        handled = {field: kind for kind in HANDLING for field in getattr(model.Handling, kind, [])}
        rows = [
            f"| `{field.name}` | {kind_of(field)} | {handled[field.name].replace('_', ' ')} |"
            for field in model._meta.concrete_fields
        ]
        title = f"\n## {model._meta.app_label}: {model.__name__}\n\n{inspect.getdoc(model)}\n\n"
        parts.append(f"{title}{rows_of(model)}\n\n" + table("| field | kind | handling |", rows))
    return "".join(parts)


def dates() -> str:
    """This prints the table that the tests read, with what each line is as EDTF."""
    spec = tomllib.loads((ROOT / "tests" / "spec" / "dates.toml").read_text(encoding="utf-8"))
    parts = [
        "# Dates as people write them\n\nHow the words of a date cell are read, and as EDTF. "
        "[The rules](../chronologies.md#dates) say why.\n"
    ]
    for group in spec["group"]:
        rows = [
            f"| {code(words)} | {expected} | {code(edtf_of(group, words)) if expected != 'undated' else ''} |"
            for words, expected in group["readings"].items()
        ]
        head = "| written | read as | EDTF |"
        parts.append(f"\n## {group['title']}\n\n{group['note']}\n\n" + table(head, rows))
    return "".join(parts)


def edtf_of(group: Mapping[str, Any], words: str) -> str:
    order = DayMonthOrder(group.get("order", DayMonthOrder.DAY_FIRST))
    after = read_date(group["after"]) if "after" in group else None
    return to_edtf(read_date(words, order=order, after=after)) or "none"


def rows_of(model: Any) -> str:
    """This says who sees a model's rows."""
    protected = importlib.import_module("sightline.records.access.rows").protected_models()
    if model in protected:
        return f"Rows: only to who may {protected[model].permission.wording}."
    return {
        "reference": "Rows: known to everybody who signs in.",
        "system": "Rows: shown by a page's own rule only.",
    }[model.Handling.rows]


def our_models() -> list[Any]:
    ours = [config for config in apps.get_app_configs() if config.name.startswith("sightline.")]
    return [model for config in ours for model in config.get_models()]


def kind_of(field: Any) -> str:
    if field.is_relation:
        return f"→ {field.related_model._meta.label}"
    return field.get_internal_type().removesuffix("Field").lower()


def imports() -> str:
    graph = grimp.build_graph("sightline")
    packages = sorted(graph.find_children("sightline"))
    for package in packages:
        graph.squash_module(package)
    arrows = sorted(
        (importer.removeprefix("sightline."), imported.removeprefix("sightline."))
        for importer in packages
        for imported in graph.find_modules_directly_imported_by(importer) - {importer}
    )
    picture = "\n".join(f"    {importer} --> {imported}" for importer, imported in arrows)
    return f"# What imports what\n\n```mermaid\nflowchart TD\n{picture}\n```\n"


def states() -> str:
    parts = ["# States\n\nWhat may follow what. A move that is not drawn is refused.\n"]
    machines = [module for module in modules_in(sightline.domain.states) if hasattr(module, "TRANSITIONS")]
    for module in machines:
        moves = [
            (before.value, after.value, who(module.TRANSITIONS[before], after))
            for before in module.TRANSITIONS
            for after in module.TRANSITIONS[before]
        ]
        title = module.__name__.rpartition(".")[2].replace("_", " ").capitalize()
        names = "\n".join(f"    {state}: {module.WORDING[state]}" for state in module.TRANSITIONS)
        arrows = "\n".join(f"    {before} --> {after}{label}" for before, after, label in sorted(moves))
        first = next(iter(module.TRANSITIONS))
        parts.append(
            f"\n## {title}\n\n{summary(module)}\n\n```mermaid\nstateDiagram-v2\n    [*] --> {first}\n"
            f"{names}\n{arrows}\n```\n"
        )
    return "".join(parts)


def who(moves: Any, after: str) -> str:
    """This says what permission a move takes; nothing where everybody who may change the thing may."""
    if not isinstance(moves, Mapping) or moves[after] is Permission.UPDATE_ACTIONS:
        return ""
    return f": may {moves[after].wording}"


def policy_matrix() -> str:
    """This is one line for each permission, class of item, kind of case and role."""
    lines = [["permission", "item class", "case", "role", *Relation]]
    for row in matrix():
        kind = {None: "any", False: "casework", True: "review"}[row.in_review]
        answers = ["yes" if row.may[relation] else "no" for relation in Relation]
        lines.append([row.permission, row.item_class or "any", kind, row.role or "anonymous", *answers])
    return "".join(",".join(line) + "\n" for line in lines)


def permissions() -> str:
    parts = [
        "# Permissions\n\nWho may do what, rule by rule. What no rule allows is not allowed; a rule that "
        "denies beats every rule that allows.\n"
    ]
    for permission in Permission:
        about = [sentence(rule) for rule in RULES if permission in rule.permissions]
        listed = "\n".join(f"- {each}" for each in about)
        heading = permission.wording[0].upper() + permission.wording[1:]
        parts.append(f"\n## {heading}\n\n`{permission.value}`\n\n{listed}\n")
    return "".join(parts)


def vocabulary() -> str:
    parts = ["# Vocabulary\n\nThe code lists: what is stored, and the words a person reads.\n"]
    for enum in our_enums(sightline.domain.vocabulary):
        rows = [f"| `{member.value}` | {getattr(member, 'wording', member.value)} |" for member in enum]
        parts.append(f"\n## {enum.__name__}\n\n{inspect.getdoc(enum)}\n\n" + table("| code | words |", rows))
    return "".join(parts)


def our_enums(package: ModuleType) -> Iterator[type[StrEnum]]:
    for module in modules_in(package):
        for _, member in inspect.getmembers(module, inspect.isclass):
            if issubclass(member, StrEnum) and member.__module__ == module.__name__:
                yield member


def sources() -> str:
    known = tomllib.loads((ROOT / "docs" / "sources.toml").read_text())
    used: dict[str, set[str]] = {key: set() for key in known}
    for path, key in cited_sources():
        used[key].add(f"`{path.relative_to(ROOT / 'src' / 'sightline')}`")
    rows = [
        f"| {key} | {title_of(source)} | {published(source)} | {'<br>'.join(sorted(used[key]))} |"
        for key, source in sorted(known.items())
    ]
    head = "# Sources\n\nWhen one of these changes, look again at the files beside it.\n\n"
    return head + table("| key | title | published | rests on it |", rows)


def title_of(source: dict[str, str]) -> str:
    title = f"[{source['title']}]({source['url']})" if source["url"].startswith("http") else source["title"]
    return title + (f" (superseded by {source['superseded_by']})" if source["superseded_by"] else "")


def published(source: dict[str, str]) -> str:
    return ", ".join(filter(None, [source["publisher"], source["date"]]))


def cited_sources() -> Iterator[tuple[Path, str]]:
    """This finds each key in a line `Source: KEY, KEY …` of a docstring."""
    for path in sorted((ROOT / "src").rglob("*.py")):
        for line in re.findall(r"^\s*Source: (.*)$", path.read_text(), re.MULTILINE):
            for key in re.findall(r"(?:^|, )([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)", line):
                yield path, key


def reading_schema() -> str:
    schema = TypeAdapter(Reading).json_schema(mode="serialization")
    envelope = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A published review as Sightline reads it, version {SCHEMA_VERSION}",
        "description": "All offsets count characters of `text`, the text that was read; "
        "for every source, source.text is exactly text[source.start:source.end].",
        "type": "object",
        "properties": {
            "schema_version": {"const": SCHEMA_VERSION},
            "file": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "format": {"enum": ["docx", "pdf", "txt"]},
                    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                    "bytes": {"type": "integer"},
                    "pages": {"type": ["integer", "null"]},
                    "page_starts": {
                        "type": "array",
                        "items": {"type": "integer"},
                        "description": "The offset at which each page begins; empty without pages.",
                    },
                    "characters": {"type": "integer"},
                },
            },
            "text": {"type": "string"},
            **schema["properties"],
        },
        "$defs": schema["$defs"],
    }
    return json.dumps(as_printed(envelope), indent=2, ensure_ascii=False) + "\n"


def as_printed(schema: Any) -> Any:
    """This describes what `as_json` prints: every field always there, its name without the underscore."""
    if isinstance(schema, list):
        return [as_printed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: as_printed(value) for key, value in schema.items() if key not in {"default", "required"}}
    if isinstance(schema.get("properties"), dict):
        kept["properties"] = {key.rstrip("_"): value for key, value in kept["properties"].items()}
        for value in kept["properties"].values():
            value.pop("title", None)
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    return kept


def modules_in(package: ModuleType) -> list[ModuleType]:
    found = pkgutil.iter_modules(package.__path__, package.__name__ + ".")
    return [importlib.import_module(each.name) for each in sorted(found, key=lambda each: each.name)]


def summary(thing: Any) -> str:
    return (inspect.getdoc(thing) or "").split("\n\nSource:")[0]


def table(head: str, rows: list[str]) -> str:
    return "\n".join([head, "|" + "---|" * (head.count("|") - 1), *rows]) + "\n"


def code(text: str) -> str:
    return f"`{text}`" if text else "(empty)"


def main() -> None:
    made = pages()
    if "--check" not in sys.argv:
        GENERATED.mkdir(parents=True, exist_ok=True)
        for name, text in made.items():
            (GENERATED / name).write_text(text, encoding="utf-8")
        for path in GENERATED.iterdir():
            if path.name not in made:
                path.unlink()
        return
    differences = []
    for name in sorted(made.keys() | {path.name for path in GENERATED.glob("*")}):
        path = GENERATED / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = made.get(name, "")
        differences += difflib.unified_diff(
            before.splitlines(True),
            after.splitlines(True),
            f"{name} as committed",
            f"{name} as the code says",
        )
    if differences:
        sys.exit("".join(differences) + "\nGenerated pages are out of step with the code: run `make docs`.")


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")
if __name__ == "__main__":
    django.setup()
    main()
