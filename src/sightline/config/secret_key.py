"""The key that signs cookies: given by the person who runs Sightline, or made once on their own machine."""

import os
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
    try:
        descriptor = os.open(kept_in, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept_in.read_text()
    with os.fdopen(descriptor, "w") as file:
        key = get_random_secret_key()
        file.write(key)
    return key
