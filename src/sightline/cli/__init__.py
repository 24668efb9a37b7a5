"""The same services and jobs from a terminal."""

from sightline.cli.app import app

__all__ = ["app"]
