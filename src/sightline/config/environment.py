"""What a person who runs Sightline can set, each with its default and its meaning.

The reference page docs/reference/generated/settings.md is made from this list.
"""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variable:
    """An environment variable that Sightline reads."""

    name: str
    default: str
    meaning: str


VARIABLES = (
    Variable(
        "SIGHTLINE_ADDRESS",
        "http://127.0.0.1:8000",
        "Address people open in their browser. With https the cookies become secure, plain http is "
        "redirected and browsers are told to insist on https; links in e-mails begin with it.",
    ),
    Variable(
        "SIGHTLINE_DATABASE_URL",
        "sqlite:///var/sightline.sqlite3",
        "Where the data is: sqlite:///a/relative/file, sqlite:////an/absolute/file or "
        "postgres://user:password@host:5432/name (what follows a ? is passed to the driver, such as "
        "sslmode=require).",
    ),
    Variable(
        "SIGHTLINE_FILES",
        "var/files",
        "Folder of uploaded documents and evidence. Only the account that runs Sightline needs to read it.",
    ),
    Variable(
        "SIGHTLINE_SECRET_KEY",
        "",
        "Signs cookies. Needed when the address begins with https; otherwise a key is made once and kept in "
        "var/secret-key.",
    ),
    Variable(
        "SIGHTLINE_AUDIT_KEY",
        "var/audit-key",
        "File of the key that signs the audit trail's checkpoints, made by the first one. Keep a copy where "
        "the database is not.",
    ),
    Variable(
        "SIGHTLINE_STATIC_ROOT",
        "",
        "Folder that `django-admin collectstatic` filled: its files are served compressed and cached for "
        "ever. Empty: they are served straight from the package.",
    ),
    Variable(
        "SIGHTLINE_DEBUG",
        "",
        "1 shows details of an error in the browser. Never on a machine that holds real reviews.",
    ),
    Variable(
        "SIGHTLINE_EMAIL_HOST",
        "",
        "Mail server. Empty: e-mails are printed on the terminal instead of being sent.",
    ),
    Variable("SIGHTLINE_EMAIL_PORT", "587", "Port of the mail server."),
    Variable("SIGHTLINE_EMAIL_USER", "", "Account on the mail server, if it asks for one."),
    Variable("SIGHTLINE_EMAIL_PASSWORD", "", "Password of that account."),
    Variable("SIGHTLINE_EMAIL_TLS", "1", "1 encrypts the connection to the mail server (STARTTLS)."),
    Variable(
        "SIGHTLINE_EMAIL_FROM",
        "sightline@localhost",
        "Address that e-mails come from, where answers to them go.",
    ),
)

_DEFAULTS = {variable.name: variable.default for variable in VARIABLES}


def value_of(name: str) -> str:
    """This is the variable's value, or its default where it is not set.

    Raises: KeyError for a name that VARIABLES does not list, so that none goes undocumented
    """
    default = _DEFAULTS[name]
    return os.environ.get(name, default)


def is_on(name: str) -> bool:
    return value_of(name) == "1"
