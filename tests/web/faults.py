"""Faults in whatever keeps the wrong people out and writes down who looked: each function in turn raises.

The functions are found by looking into the modules, so that a new one is among them.
"""

import importlib
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

from django.db import connection

#: Where the rules are asked, the audit trail is written, keys are read and sessions are judged.
MODULES = (
    "sightline.config.secret_key",
    "sightline.config.session_store",
    "sightline.domain.audit_trail.entries",
    "sightline.domain.audit_trail.subjects",
    "sightline.domain.sessions",
    "sightline.records.access.policies",
    "sightline.records.access.queries",
    "sightline.records.access.rows",
    "sightline.records.actor",
    "sightline.records.audit.reserve",
    "sightline.records.audit.services",
    "sightline.records.audit.signing_key",
    "sightline.records.row_guard",
    "sightline.records.row_security",
    "sightline.web.accounts.session_time",
    "sightline.web.accounts.sessions",
    "sightline.web.accounts.step_up",
    "sightline.web.routes",
)


class Fault(Exception):
    """What nobody anticipated."""


@dataclass(frozen=True, slots=True)
class Site:
    """A function, method or property, and whose it is."""

    owner: Any
    name: str

    def __str__(self) -> str:
        owner = self.owner
        where = owner.__name__ if isinstance(owner, ModuleType) else f"{owner.__module__}.{owner.__name__}"
        return f"{where.removeprefix('sightline.')}.{self.name}"

    @contextmanager
    def replaced(self, around: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Iterator[None]:
        """Put something else in its place, wherever the function was imported to."""
        bare = vars(self.owner)[self.name]
        if isinstance(bare, property):
            assert bare.fget
            places, other = [(self.owner, self.name)], property(around(bare.fget))
        else:
            places, other = [(self.owner, self.name), *_imported_as(bare)], around(bare)
        listeners = connection.execute_wrappers
        before = list(listeners)
        for owner, name in places:
            setattr(owner, name, other)
        listeners[:] = [other if each is bare else each for each in listeners]
        try:
            yield
        finally:
            listeners[:] = before
            for owner, name in places:
                setattr(owner, name, bare)


def sites() -> list[Site]:
    """Every function, method and property of the modules, but those that only make the site ready."""
    found = []
    for module in map(importlib.import_module, MODULES):
        for name, value in vars(module).items():
            if getattr(value, "__module__", None) != module.__name__:
                continue
            if isinstance(value, FunctionType):
                found.append(Site(module, name))
            elif inspect.isclass(value) and not getattr(value, "_is_protocol", False):
                found += [Site(value, each) for each, what in vars(value).items() if _is_written(each, what)]
    return found


def _is_written(name: str, what: object) -> bool:
    """Say whether a member of a class is code of ours, not what `dataclass` or `NamedTuple` put there."""
    function = what.fget if isinstance(what, property) else what
    is_generated = name.startswith("__") or name in {"_asdict", "_replace"}
    return not is_generated and isinstance(function, FunctionType)


def _imported_as(function: Any) -> Iterator[tuple[ModuleType, str]]:
    for module in list(sys.modules.values()):
        if not getattr(module, "__name__", "").startswith("sightline"):
            continue
        for name, value in list(vars(module).items()):
            if value is function:
                yield module, name


def counting(site: Site, called: set[Site]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Go on as before, and note that the function was called."""

    def around(bare: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*arguments: Any, **named: Any) -> Any:
            called.add(site)
            return bare(*arguments, **named)

        return noted

    return around


def raising(error: Exception) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def around(_bare: Callable[..., Any]) -> Callable[..., Any]:
        def fail(*_arguments: Any, **_named: Any) -> Any:
            raise error

        return fail

    return around
