"""The product's settings, but SQLite does not wait for the disk at each commit: what must be seen to lose."""

from sightline.config.settings import *  # noqa: F403
from sightline.config.settings import DATABASES

_OPTIONS = DATABASES["default"]["OPTIONS"]
_OPTIONS["init_command"] = _OPTIONS["init_command"].replace("synchronous = FULL", "synchronous = NORMAL")
assert "NORMAL" in _OPTIONS["init_command"]
