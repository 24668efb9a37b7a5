"""Backups of PostgreSQL: `pg_dump` and `pg_restore`, its own client programs."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier, Literal

from sightline.jobs.backups.database import DatabaseTrouble, NotEmpty, Progress
from sightline.records.kept_files import KeptFileColumns

_BLOCK_BYTES = 1024 * 1024
_INSTALL = "Install the PostgreSQL client programs (on Debian: postgresql-client)."
_SCRATCH = "scratch database of `sightline drill`"
_TABLES = """
    SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class PostgresqlSnapshot:
    """A transaction that sees one moment, and that `pg_dump` shares."""

    connection: psycopg.Connection
    database: "PostgresqlDatabase"
    dump_version: int
    id: str

    def n_rows(self) -> dict[str, int]:
        return _n_rows(self.connection)

    def migrations(self) -> tuple[str, ...]:
        rows = self.connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return tuple(sorted(f"{app}.{name}" for app, name in rows))

    def named_files(self, columns: Sequence[KeptFileColumns]) -> dict[str, str]:
        tables = {table for _schema, table in self.connection.execute(_TABLES)}
        return {
            name: sha256
            for each in columns
            if each.table in tables
            for name, sha256 in self.connection.execute(
                SQL("SELECT {0}, {1} FROM {2} WHERE {0} <> ''").format(
                    Identifier(each.name), Identifier(each.sha256), Identifier(each.table)
                )
            )
        }

    def dump(self) -> Iterator[bytes]:
        command = [
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            "--compress=0",
            f"--snapshot={self.id}",
        ]
        with (
            tempfile.TemporaryFile() as said,
            subprocess.Popen(
                [*command, f"--dbname={self.database.address_without_password}"],
                stdout=subprocess.PIPE,
                stderr=said,
                env=self.database.environment,
            ) as process,
        ):
            assert process.stdout is not None
            try:
                while block := process.stdout.read(_BLOCK_BYTES):
                    yield block
            except BaseException:
                process.kill()
                raise
            if process.wait():
                said.seek(0)
                raise DatabaseTrouble(f"pg_dump failed: {_last_line(said.read())}")


@dataclass(frozen=True, slots=True)
class PostgresqlDatabase:
    """A database of a server, by the words of libpq: host, port, user, dbname and so on."""

    parameters: Mapping[str, str]
    kind = "postgresql"

    @property
    def version(self) -> int:
        with self.connected() as connection:
            return connection.info.server_version // 10_000

    @property
    def name(self) -> str:
        return self.parameters["dbname"]

    @property
    def address_without_password(self) -> str:
        """Other users of the machine see the words of a command."""
        return make_conninfo("", **{k: v for k, v in self.parameters.items() if k != "password"})

    @property
    def url(self) -> str:
        """The address, in the form of SIGHTLINE_DATABASE_URL."""
        rest = dict(self.parameters)
        user, password, host, port, name = (
            rest.pop(key, "") for key in ("user", "password", "host", "port", "dbname")
        )
        signed_in = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
        place = f"{signed_in}@" if signed_in else ""
        place += (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
        return f"postgres://{place}/{quote(name, safe='')}" + (f"?{urlencode(rest)}" if rest else "")

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a client program."""
        password = self.parameters.get("password")
        return {**os.environ, "LC_ALL": "C", **({"PGPASSWORD": password} if password else {})}

    @contextmanager
    def connected(self, *, autocommit: bool = False) -> Iterator[psycopg.Connection]:
        """This is a connection of its own. Raises: DatabaseTrouble"""
        try:
            connection = psycopg.connect(make_conninfo("", **self.parameters), autocommit=autocommit)
        except psycopg.OperationalError as error:
            raise DatabaseTrouble(
                f"The database {self.name} cannot be reached. It has to exist; check its address."
            ) from error
        try:
            yield connection
        finally:
            connection.close()

    @contextmanager
    def snapshot(self, progress: Progress) -> Iterator[PostgresqlSnapshot]:
        dump_version = client_version("pg_dump")
        with self.connected() as connection:
            server_version = connection.info.server_version // 10_000
            if dump_version < server_version:
                raise DatabaseTrouble(
                    f"pg_dump is of version {dump_version} and the server of version {server_version}; an "
                    f"older pg_dump cannot back up a newer server. {_INSTALL}"
                )
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            (snapshot_id,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
            progress(1, 1)
            yield PostgresqlSnapshot(connection, self, dump_version, snapshot_id)

    def require_empty(self) -> None:
        with self.connected() as connection:
            if connection.execute(_TABLES).fetchone():
                raise NotEmpty(
                    f"The database {self.name} holds something already, and nothing is ever overwritten. "
                    "Make an empty one (createdb) and name it with --into."
                )

    def require_takes(self, *, database_version: int, dump_version: int) -> None:
        client = client_version("pg_restore")
        if client < dump_version:
            raise DatabaseTrouble(
                f"The backup was made by pg_dump of version {dump_version}; pg_restore here is of version "
                f"{client}. {_INSTALL}"
            )
        if self.version < database_version:
            raise DatabaseTrouble(
                f"The backup is of a server of version {database_version}; this one is of version "
                f"{self.version}. Restore to a server that is not older."
            )

    def place_of_dump(self, scratch: Path) -> Path:
        return scratch / "database.dump"

    def load(self, dump: Path) -> None:
        command = ["pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
        done = subprocess.run(
            [*command, f"--dbname={self.address_without_password}", dump],
            capture_output=True,
            env=self.environment,
        )
        if done.returncode:
            raise DatabaseTrouble(
                f"pg_restore failed, and the database is as it was: {_last_line(done.stderr)}"
            )

    def n_rows(self) -> dict[str, int]:
        with self.connected() as connection:
            return _n_rows(connection)

    def faults(self) -> list[str]:
        """Return constraints that were not proved and indexes that cannot be used.

        Loading proved every foreign key: PostgreSQL checks each when it adds it after the rows.
        """
        with self.connected() as connection:
            unproved = connection.execute("SELECT conname FROM pg_constraint WHERE NOT convalidated")
            broken = connection.execute(
                "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid OR NOT indisready"
            )
            return [
                *(f"the constraint {name} is not proved" for (name,) in unproved),
                *(f"the index {name} cannot be used" for (name,) in broken),
            ]

    @contextmanager
    def scratch_database(self) -> Iterator["PostgresqlDatabase"]:
        """This is an empty database beside this one, dropped afterwards. Raises: DatabaseTrouble

        Its name is fixed and its comment says what it is, so that what a killed drill left is taken away
        by the next one, and a database that somebody else made is not.
        """
        scratch = PostgresqlDatabase({**self.parameters, "dbname": f"{self.name}_drill"})
        with self.connected(autocommit=True) as connection:
            scratch._drop_left_over(connection)
            try:
                connection.execute(
                    SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(scratch.name))
                )
            except psycopg.errors.InsufficientPrivilege as error:
                raise DatabaseTrouble(
                    "The drill may not make a scratch database. Give its user the right: "
                    "ALTER ROLE … CREATEDB."
                ) from error
            try:
                connection.execute(
                    SQL("COMMENT ON DATABASE {} IS {}").format(Identifier(scratch.name), Literal(_SCRATCH))
                )
                yield scratch
            finally:
                connection.execute(
                    SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(scratch.name))
                )

    def _drop_left_over(self, connection: psycopg.Connection) -> None:
        found = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [self.name]
        ).fetchone()
        if found is None:
            return
        if found[0] != _SCRATCH:
            raise DatabaseTrouble(f"A database {self.name} exists that is no drill's. Rename or drop it.")
        try:
            connection.execute(SQL("DROP DATABASE {}").format(Identifier(self.name)))
        except psycopg.errors.ObjectInUse as error:
            raise DatabaseTrouble("Another drill is running here. Wait until it has ended.") from error


def client_version(program: str) -> int:
    """Return the main version of a client program. Raises: DatabaseTrouble where it is absent"""
    if not shutil.which(program):
        raise DatabaseTrouble(f"{program} is not installed, and PostgreSQL is backed up by it. {_INSTALL}")
    said = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    found = re.search(r"\) (\d+)", said)
    if not found:
        raise DatabaseTrouble(f"{program} does not say its version. {_INSTALL}")
    return int(found[1])


def _n_rows(connection: psycopg.Connection) -> dict[str, int]:
    return {
        table if schema == "public" else f"{schema}.{table}": _count(connection, schema, table)
        for schema, table in connection.execute(_TABLES).fetchall()
    }


def _count(connection: psycopg.Connection, schema: str, table: str) -> int:
    row = connection.execute(SQL("SELECT count(*) FROM {}").format(Identifier(schema, table))).fetchone()
    return int(row[0]) if row else 0


def _last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it did not say why"
