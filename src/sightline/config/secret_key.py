"""The key that signs cookies: given by the person who runs Sightline, or made once on their own machine."""

import os
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key


def secret_key(*, given: str, https: bool, kept_in: Path) -> str:
    """This is the given key; without one, a key kept in a file, which works on one machine only.

    Raises: ImproperlyConfigured where the site is a public one, with https, and no key is given
    """
    if given:
        return given
    if https:
        raise ImproperlyConfigured(
            "SIGHTLINE_SECRET_KEY must be set when SIGHTLINE_ADDRESS begins with https."
        )
    kept_in.parent.mkdir(parents=True, exist_ok=True)
    if not kept_in.exists():
        _keep(get_random_secret_key(), kept_in)
    return kept_in.read_text()


def _keep(key: str, kept_in: Path) -> None:
    """This puts the file there whole: of processes that start together one wins, and all read its key."""
    descriptor, made = tempfile.mkstemp(dir=kept_in.parent)
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
    try:
        os.link(made, kept_in)
    except FileExistsError:
        pass
    finally:
        os.unlink(made)
