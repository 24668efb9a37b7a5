"""What is done inside an installation, in a process of its own under the product's settings.

`python -m tests.integration.reliability.inside prepare 6` makes the database and an invented plan, and prints
how six people write; `inside prepare-cases 10` makes ten cases, and prints how somebody opens each; `inside
examine` prints what is in the database and whether it holds together.
"""

import json
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 (Django has to be set up first)
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from sightline.cli.acting import clock  # noqa: E402
from sightline.domain.vocabulary.cases import CaseKind  # noqa: E402
from sightline.jobs.audit_trail import chain_fault  # noqa: E402
from sightline.records.actions.models import Action, ActionUpdate, Evidence  # noqa: E402
from sightline.records.actor import system  # noqa: E402
from sightline.records.audit.models import AuditEntry  # noqa: E402
from sightline.records.cases.services.stages import open_case  # noqa: E402
from sightline.records.kept_files import digest_of, read_kept_file  # noqa: E402
from tests.factories.casework import make_casework  # noqa: E402
from tests.factories.partnership import accepted_review, make_partnership  # noqa: E402
from tests.factories.readings import envelope, row  # noqa: E402


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found: how often each text stands there, and what is wrong; empty where nothing is."""

    texts: dict[str, int]
    faults: list[str]


def prepare(n_writers: int) -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    people = make_partnership()
    plan = [row(str(number), f"Do task {number}.", action="Brief staff") for number in range(n_writers)]
    accepted_review(people.coordinator, envelope(plan=plan))
    actions = Action.objects.order_by("position").values_list("pk", flat=True)
    writers = []
    for action_id in actions:
        client = Client()
        client.force_login(people.coordinator)
        writers.append(
            {
                "cookies": {name: cookie.value for name, cookie in client.cookies.items()},
                "update": reverse("action_update", args=[action_id]),
                "evidence": reverse("evidence_add", args=[action_id]),
            }
        )
    return {"writers": writers, "secret_key": settings.SECRET_KEY}


def prepare_cases(n_cases: int) -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    now = clock()
    casework = make_casework(now)
    officer, police = casework.users["police_officer"], casework.agencies["police"]
    cases = [open_case(by=officer, now=now, kind=CaseKind.CASEWORK, agency_id=police) for _ in range(n_cases)]
    client = Client()
    client.force_login(officer)
    return {
        "cookies": {name: cookie.value for name, cookie in client.cookies.items()},
        "cases": {str(case_id): reverse("case", args=[case_id]) for case_id in cases},
    }


def examine() -> Examined:
    texts = Counter([*ActionUpdate.objects.values_list("text", flat=True)])
    texts.update(Evidence.objects.values_list("description", flat=True))
    return Examined(dict(texts), [*_database_faults(), *_files_missing(), *_unaudited()])


def _database_faults() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        said = [line for (line,) in cursor.fetchall()]
        cursor.execute("PRAGMA foreign_key_check")
        said += [f"no such row: {line}" for line in cursor.fetchall()]
    return [line for line in (*said, chain_fault()) if line and line != "ok"]


def _files_missing() -> list[str]:
    faults = []
    for evidence in Evidence.objects.all():
        try:
            is_whole = digest_of(read_kept_file(evidence.file.name)) == evidence.sha256
        except OSError:
            is_whole = False
        if not is_whole:
            faults.append(f"{evidence.description}: its file is missing or not whole")
    return faults


def _unaudited() -> list[str]:
    """Each update has its entry in the trail, and each entry its update."""
    entries = AuditEntry.objects.filter(verb="updated").count()
    updates = ActionUpdate.objects.count()
    return [] if entries == updates else [f"{updates} updates, {entries} entries of the trail"]


if __name__ == "__main__":
    with system("an installation is made ready for a trial, or looked at after one"):
        match sys.argv[1:]:
            case ["prepare", n_writers]:
                print(json.dumps(prepare(int(n_writers))))
            case ["prepare-cases", n_cases]:
                print(json.dumps(prepare_cases(int(n_cases))))
            case ["examine"]:
                print(json.dumps(asdict(examine())))
