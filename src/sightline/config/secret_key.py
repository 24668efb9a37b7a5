"""The key that signs cookies: given by the person who runs Sightline, or made once on their own machine."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from sightline.new_files import put_new


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
    if not kept_in.exists():
        put_new(get_random_secret_key(), kept_in)
    return kept_in.read_text()
