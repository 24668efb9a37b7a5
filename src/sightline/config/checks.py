"""What stops the start: an address or a table for which nobody has said who may have it."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

from sightline.records.row_guard import is_protected
from sightline.web.routes import ROUTES, Route

#: Tables of libraries. None of them holds anything of a case.
_OF_LIBRARIES = {
    "contenttypes.ContentType",
    "auth.Permission",
    "auth.Group",
    "sessions.Session",
    "account.EmailAddress",
    "account.EmailConfirmation",
    "mfa.Authenticator",
    "django_tasks_database.DBTaskResult",
}


@register(Tags.security)
def every_address_is_declared(**_: Any) -> list[CheckMessage]:
    """Find addresses without a line in `web.routes`, and lines without an address."""
    found: dict[str, URLPattern] = {pattern.name or "": pattern for pattern in _addresses(get_resolver())}
    problems: list[CheckMessage] = [
        Error(f"The address “{found[name].pattern}” says nowhere what it is for.",
              hint=f"Declare “{name}” in sightline.web.routes.", id="sightline.E001")
        for name in sorted(found.keys() - ROUTES.keys())
    ]  # fmt: skip
    for name, declared in ROUTES.items():
        about = declared.about if isinstance(declared, Route) else ""
        if name not in found:
            problems.append(Error(f"web.routes declares “{name}”, which is no address.", id="sightline.E002"))
        elif about and about not in found[name].pattern.converters:
            problems.append(Error(f"“{name}” has no {about} in its address.", id="sightline.E003"))
    return problems


@register(Tags.security)
def every_table_is_declared(**_: Any) -> list[CheckMessage]:
    """Find models that are neither protected nor declared open."""
    return [
        Error(
            f"{model._meta.label} is neither protected nor declared reference or system.",
            hint='Call `protect` in the policies of its app, or say `rows = "reference"` in its Handling.',
            id="sightline.E004",
        )
        for model in apps.get_models()
        if model._meta.label not in _OF_LIBRARIES and not is_declared(model)
    ]


def is_declared(model: type[Model]) -> bool:
    """Say whether a model says who may have its rows: one of three, never two."""
    rows = getattr(getattr(model, "Handling", None), "rows", None)
    if rows is None:
        return is_protected(model)
    return rows in {"reference", "system"} and not is_protected(model)


def _addresses(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern)
        else:
            yield pattern
