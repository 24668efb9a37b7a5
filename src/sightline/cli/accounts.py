"""`sightline user add`: the first coordinator, and everybody after."""

import sys

import typer

from sightline.cli.acting import clock
from sightline.domain.vocabulary.roles import Role
from sightline.records.access.queries import User, coordinators, user_with_email
from sightline.records.access.services import add_agency, open_partnership
from sightline.records.access.services import add_user as add
from sightline.records.accounts.services.staff import review_appointments
from sightline.records.agencies.queries import agency_named


def add_user(*, email: str, name: str, agency: str, coordinator: bool, by: str | None) -> None:
    """Add a user, with the agency where it is new. Without `by`, whoever runs Sightline adds it."""
    adding = user_with_email(by) if by else None
    password = _password()
    if coordinator and not coordinators():
        open_partnership(now=clock(), agency_name=agency, name=name, email=email, password=password)
    else:
        _add(adding, email=email, name=name, agency=agency, coordinator=coordinator, password=password)
    typer.echo(f"Added {email}.")


def review_staff() -> None:
    """End what nobody confirmed for a quarter, and say what ended."""
    for done in review_appointments(now=clock()):
        if done.is_kept_as_last:
            typer.echo(f"{done.email}: nobody confirmed them, but nobody else could manage users. Kept.")
        elif done.role:
            typer.echo(f"{done.email}: “{done.role.wording}” ended, nobody confirmed it.")
        else:
            typer.echo(f"{done.email}: suspended, holds no role.")


def _add(by: User | None, *, email: str, name: str, agency: str, coordinator: bool, password: str) -> None:
    known = agency_named(agency) or add_agency(by=by, now=clock(), name=agency)
    add(
        by=by,
        now=clock(),
        email=email,
        name=name,
        agency_id=known.id,
        role=Role.COORDINATOR if coordinator else Role.SPOC,
        password=password,
    )


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")
