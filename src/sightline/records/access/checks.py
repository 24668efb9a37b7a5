"""What must hold before Sightline serves anybody, looked at by `django-admin check`."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import connections

from sightline.records.row_security import passed_by

RULES_PASSED_BY = "sightline.W001"


@checks.register(checks.Tags.database, deploy=True)
def the_database_keeps_the_rules(
    *, databases: Sequence[str] | None = None, **_options: Any
) -> list[checks.CheckMessage]:
    """Warn where pages are served as a PostgreSQL user for whom row-level security does not hold."""
    return [
        checks.Warning(
            f"The database user of {alias!r} passes by row-level security.",
            hint="Serve pages as a user that owns no table, is no superuser and has no BYPASSRLS: see "
            "docs/how-to/set-up-in-production.md.",
            id=RULES_PASSED_BY,
        )
        for alias in databases or ()
        if connections[alias].vendor == "postgresql" and passed_by(connections[alias])
    ]
