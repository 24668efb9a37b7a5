"""What a person who runs Sightline can set, each with its default and its meaning.

The reference page docs/reference/generated/settings.md is made from this list.
"""

import os
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured


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
        "Signs cookies and encrypts what authenticator apps share with Sightline: with another key their "
        "codes are wrong and people have to be let in again. Needed when the address begins with "
        "https; otherwise a key is made once and kept in var/secret-key.",
    ),
    Variable(
        "SIGHTLINE_SECOND_FACTOR",
        "required",
        "required: nobody signs in with a password alone. optional: whoever has a passkey or an app is "
        "asked for it, others are not; for trying Sightline out.",
    ),
    Variable(
        "SIGHTLINE_AUDIT_KEY",
        "var/audit-key",
        "File of the key that signs the audit trail's checkpoints, made by the first one. Keep a copy where "
        "the database is not.",
    ),
    Variable(
        "SIGHTLINE_AUDIT_RESERVE",
        "var/audit-reserve",
        "File of 64 MB that is made when the site starts. It takes the audit entries of what is read while "
        "the database cannot be written, so that a full disk makes nothing unreadable.",
    ),
    Variable(
        "SIGHTLINE_AUDIT_COSIGNERS",
        "var/audit-cosigners",
        "File with the public keys of the agencies that cosign checkpoints, one a line, as `sightline audit "
        "cosign --new-key` printed them; a line beginning with # is a remark.",
    ),
    Variable(
        "SIGHTLINE_SECURITY_CONTACT",
        "",
        "E-mail address or web page for whoever finds a weakness; /.well-known/security.txt names it. Empty: "
        "there is no such page.",
    ),
    Variable(
        "SIGHTLINE_EXPORT_HOURS",
        "24",
        "For how many hours an exported file can be downloaded before it is deleted.",
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


def second_factor_is_required(given: str) -> bool:
    """This understands SIGHTLINE_SECOND_FACTOR. Raises: ImproperlyConfigured"""
    if given not in {"required", "optional"}:
        raise ImproperlyConfigured("SIGHTLINE_SECOND_FACTOR must be required or optional.")
    return given == "required"
