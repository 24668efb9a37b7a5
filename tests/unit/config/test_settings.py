"""What a person sets in the environment, and what comes of it."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sightline.config.database import connection_from_url
from sightline.config.environment import value_of
from sightline.config.secret_key import secret_key


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:///var/sightline.sqlite3", "var/sightline.sqlite3"),
        ("sqlite:////srv/data/sightline.sqlite3", "/srv/data/sightline.sqlite3"),
        ("sqlite:///with%20space.sqlite3", "with space.sqlite3"),
    ],
)
def test_a_sqlite_address_names_a_file(url: str, name: str) -> None:
    assert connection_from_url(url)["NAME"] == name


def test_sqlite_waits_for_the_disk_and_for_others() -> None:
    options = connection_from_url("sqlite:///a")["OPTIONS"]
    assert "synchronous = FULL" in options["init_command"]
    assert "journal_mode = WAL" in options["init_command"]
    assert options["transaction_mode"] == "IMMEDIATE"


def test_a_postgresql_address_names_everything() -> None:
    connection = connection_from_url("postgres://ann:p%40ss@db.example:5433/reviews?sslmode=require")
    assert connection["ENGINE"] == "django.db.backends.postgresql"
    assert (connection["USER"], connection["PASSWORD"]) == ("ann", "p@ss")
    assert (connection["HOST"], connection["PORT"], connection["NAME"]) == ("db.example", "5433", "reviews")
    assert connection["OPTIONS"] == {
        "connect_timeout": "2",
        "sslmode": "require",
        "options": "-c jit=off -c lock_timeout=20s",
    }


@pytest.mark.parametrize("url", ["mysql://a/b", "sqlite://", "sqlite://server/file", "reviews"])
def test_another_address_is_refused_with_what_is_allowed(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="sqlite:"):
        connection_from_url(url)


def test_a_given_key_is_used(tmp_path: Path) -> None:
    assert secret_key(given="given", https=True, kept_in=tmp_path / "key") == "given"
    assert not (tmp_path / "key").exists()


def test_a_public_site_needs_a_key(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="SIGHTLINE_SECRET_KEY"):
        secret_key(given="", https=True, kept_in=tmp_path / "key")


def test_a_local_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    kept_in = tmp_path / "var" / "key"
    made = secret_key(given="", https=False, kept_in=kept_in)
    assert len(made) >= 50
    assert secret_key(given="", https=False, kept_in=kept_in) == made
    assert stat.S_IMODE(kept_in.stat().st_mode) == 0o600


def test_a_variable_that_is_not_listed_cannot_be_read() -> None:
    with pytest.raises(KeyError):
        value_of("SIGHTLINE_SOMETHING_ELSE")
