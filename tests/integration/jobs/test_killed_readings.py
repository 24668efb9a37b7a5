"""Processes killed with SIGKILL while a document is read, and two at once: one clean reading remains."""

import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from sightline.domain.states.published_document import DocumentState
from sightline.domain.vocabulary.reviews import ReadingSection
from sightline.jobs.read_document import read_document, resume_readings
from sightline.records.reviews.queries.documents import ReadingProgress, documents, reading_progress
from sightline.records.reviews.services.documents import begin_reading, open_document, receive_document
from tests.factories.partnership import NOW, Partnership, make_partnership
from tests.integration.exchange.importers.hostile import honest_pdf

# Long enough to be caught in the middle.
REPORT = honest_pdf(pages=150)
_LOOKS = 1_200
SIGHTLINE = Path(sys.executable).parent / "sightline"


@pytest.fixture
def people(transactional_db: None) -> Partnership:
    """The partnership, where other processes see it too."""
    return make_partnership()


@pytest.fixture
def environment() -> dict[str, str]:
    """The product's own settings, on this test's database and files."""
    database = settings.DATABASES["default"]
    name, host = database["NAME"], database.get("HOST")
    user, port = database.get("USER"), database.get("PORT")
    is_sqlite = database["ENGINE"].endswith("sqlite3")
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sightline.config.settings",
        "SIGHTLINE_DATABASE_URL": f"sqlite:///{name}"
        if is_sqlite
        else f"postgres://{user}@{host}:{port}/{name}",
        "SIGHTLINE_FILES": default_storage.path(""),
    }


@pytest.fixture
def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(environment: dict[str, str], *command: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process, with all that it starts, that does not outlive the block."""
    with subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def background_reading(document_id: UUID) -> tuple[str, ...]:
    code = (
        "import sys, django; django.setup()\n"
        "from sightline.jobs.read_document import read_document\n"
        "read_document.call(sys.argv[1])\n"
    )
    return sys.executable, "-c", code, str(document_id)


def received(people: Partnership) -> UUID:
    return receive_document(by=people.coordinator, now=NOW, name="wren.pdf", data=REPORT)


def wait_until(
    people: Partnership,
    document_id: UUID,
    process: subprocess.Popen[bytes],
    is_so: Callable[[ReadingProgress], bool],
) -> None:
    for _ in range(_LOOKS):
        if is_so(reading_progress(people.coordinator, document_id)):
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
            pytest.fail("the process ended before")
    pytest.fail("it never came to it")


def is_half_read(progress: ReadingProgress) -> bool:
    return progress.state is DocumentState.READING and progress.n_done > 2


def reading_processes(parent: int) -> list[int]:
    """The reading processes that a process started."""
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def counted(people: Partnership, document_id: UUID) -> dict[ReadingSection, int]:
    page = open_document(by=people.coordinator, now=NOW, document_id=document_id)
    return {count.section: count.n_items for count in page.sections}


def test_a_reading_whose_worker_was_killed_is_begun_again_by_serve(
    people: Partnership, environment: dict[str, Any], free_port: int
) -> None:
    document_id = received(people)
    with running(environment, *background_reading(document_id)) as worker:
        wait_until(people, document_id, worker, is_half_read)
        worker.kill()
        worker.wait()
    assert reading_progress(people.coordinator, document_id).state is DocumentState.READING

    with running(environment, SIGHTLINE, "serve", "--port", str(free_port)) as serving:
        wait_until(people, document_id, serving, lambda progress: progress.state is DocumentState.CHECKING)
        serving.terminate()
        serving.wait()

    once = counted(people, document_id)
    assert once[ReadingSection.DOCUMENT] == 1
    assert len(documents(people.coordinator)) == 1


def test_the_reading_process_ends_with_the_worker_that_was_killed(
    people: Partnership, environment: dict[str, str]
) -> None:
    document_id = received(people)
    with running(environment, *background_reading(document_id)) as worker:
        wait_until(people, document_id, worker, is_half_read)
        (reading,) = reading_processes(worker.pid)
        # It is no child of ours: what tells its end is its descriptor.
        descriptor = os.pidfd_open(reading)
        worker.kill()

        ended, _, _ = select.select([descriptor], [], [], 30)
        os.close(descriptor)
    assert ended


def test_a_killed_reading_process_leaves_a_message_and_a_new_try_is_clean(
    people: Partnership, environment: dict[str, str]
) -> None:
    document_id = received(people)
    with running(environment, *background_reading(document_id)) as worker:
        wait_until(people, document_id, worker, is_half_read)
        for reading in reading_processes(worker.pid):
            os.kill(reading, signal.SIGKILL)
        worker.wait()
    failed = reading_progress(people.coordinator, document_id)
    assert (failed.state, "reading was stopped" in failed.failure) == (DocumentState.FAILED, True)

    read_document.call(str(document_id))

    assert counted(people, document_id)[ReadingSection.DOCUMENT] == 1


def test_what_is_read_already_is_not_begun_again(people: Partnership) -> None:
    document_id = received(people)
    read_document.call(str(document_id))
    before = open_document(by=people.coordinator, now=NOW, document_id=document_id)

    resume_readings()

    assert open_document(by=people.coordinator, now=NOW, document_id=document_id) == before


def test_two_imports_of_one_file_at_once_store_one_document(
    people: Partnership, environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "wren.pdf"
    file.write_bytes(REPORT)
    command = (SIGHTLINE, "import", file, "--by", people.coordinator.email)

    with running(environment, *command) as first, running(environment, *command) as second:
        codes = [first.wait(), second.wait()]

    (document,) = documents(people.coordinator)
    assert codes == [0, 0]
    assert document.state is DocumentState.CHECKING
    assert counted(people, document.id)[ReadingSection.DOCUMENT] == 1


@pytest.mark.parametrize("is_begun", [False, True])
def test_an_import_that_was_killed_is_finished_by_the_next(
    people: Partnership, environment: dict[str, str], tmp_path: Path, is_begun: bool
) -> None:
    document_id = received(people)
    if is_begun:
        begin_reading(document_id=document_id, now=NOW)
    file = tmp_path / "again.pdf"
    file.write_bytes(REPORT)

    done = subprocess.run(
        [SIGHTLINE, "import", file, "--by", people.coordinator.email],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, "not read to its end. Now it is." in done.stdout) == (0, True)
    assert [(row.id, row.state) for row in documents(people.coordinator)] == [
        (document_id, DocumentState.CHECKING)
    ]
