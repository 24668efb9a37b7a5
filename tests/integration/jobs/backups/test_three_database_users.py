"""Production as docs/how-to/set-up-in-production.md has it: one user owns, one serves pages, one backs up."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

EXAMPLE = Path(__file__).parents[4] / "src" / "sightline" / "examples" / "saltby.docx"
PASSWORD = "seven-grey-herons-on-the-quay"

pytestmark = pytest.mark.skipif(
    not os.environ.get("SIGHTLINE_DATABASE_URL", "").startswith("postgres"),
    reason="a SQLite database has no users of its own",
)

Run = Callable[..., str]


@pytest.fixture
def server() -> str:
    """The address of the server, as its superuser."""
    parts = urlsplit(os.environ["SIGHTLINE_DATABASE_URL"])
    return parts._replace(path="").geturl()


@pytest.fixture
def run(server: str, tmp_path: Path) -> Iterator[Run]:
    """This runs a command as one of the three users: owner, pages or backup."""
    name = f"three_users_{uuid4().hex[:8]}"
    owner, pages, backup = (f"{name}_{each}" for each in ("owner", "pages", "backup"))
    with psycopg.connect(f"{server}/postgres", autocommit=True) as root:
        root.execute(f"CREATE ROLE {owner} LOGIN PASSWORD 'secret'")
        root.execute(f"CREATE ROLE {pages} LOGIN PASSWORD 'secret'")
        root.execute(f"CREATE ROLE {backup} LOGIN PASSWORD 'secret' BYPASSRLS CREATEDB")
        root.execute(f"GRANT pg_read_all_data TO {backup}")
        root.execute(f"CREATE DATABASE {name} OWNER {owner}")
        with psycopg.connect(f"{server}/{name}", autocommit=True) as inside:
            given = f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT"
            inside.execute(f"{given} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {pages}")
            inside.execute(f"{given} USAGE ON SEQUENCES TO {pages}")

        def run(user: str, *command: str, words: str = "") -> str:
            place = urlsplit(server)
            address = f"postgres://{name}_{user}:secret@{place.hostname}:{place.port or 5432}/{name}"
            done = subprocess.run(
                [str(Path(sys.executable).parent / command[0]), *command[1:]],
                input=words,
                capture_output=True,
                text=True,
                cwd=tmp_path,
                env={
                    "PATH": os.environ["PATH"],
                    "DJANGO_SETTINGS_MODULE": "sightline.config.settings",
                    "SIGHTLINE_DATABASE_URL": address,
                    "SIGHTLINE_ADDRESS": "https://sightline.example",
                    "SIGHTLINE_SECRET_KEY": "a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2 3 4",
                    "SIGHTLINE_FILES": str(tmp_path / "files"),
                },
                timeout=120,
                check=False,
            )
            assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
            return done.stdout + done.stderr

        yield run
        root.execute(f"DROP DATABASE {name} WITH (FORCE)")
        for role in (owner, pages, backup):
            root.execute(f"DROP ROLE {role}")


def test_the_page_works_as_written(run: Run, tmp_path: Path) -> None:
    run("owner", "sightline", "migrate")
    for user, is_told in (("pages", False), ("owner", True)):
        said = run(user, "django-admin", "check", "--deploy", "--database", "default")
        assert ("sightline.W001" in said) is is_told

    add = ("user", "add", "ada@sightline.example", "--name", "Ada Example", "--agency", "Saltby")
    run("pages", "sightline", *add, "--coordinator", words=f"{PASSWORD}\n")
    assert "sightline.example/reviews/" in run("pages", "sightline", "import", str(EXAMPLE), "--accept")

    run("backup", "sightline", "backup", "--new-key", "key")
    run("backup", "sightline", "backup", str(tmp_path / "backups"), "--key", "key")
    assert "can be restored" in run("backup", "sightline", "drill", str(tmp_path / "backups"), "--key", "key")
