"""Reading an uploaded document, apart from the request that brought it."""

import logging
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from sightline.exchange.importers.progress import Progress
from sightline.exchange.importers.sandbox import read_in_sandbox
from sightline.exchange.importers.unreadable import UnreadableFile
from sightline.records.actor import system
from sightline.records.reviews.queries.documents import unread_documents
from sightline.records.reviews.services import documents as services

_log = logging.getLogger(__name__)

_FAULT = (
    "Sightline could not finish reading this file, through a fault of its own. Try again; if it happens "
    "again, tell whoever runs Sightline."
)


@task()
def read_document(document_id: str) -> None:
    """This reads a document in the sandbox and keeps what was found, or why nothing was.

    Begun again after the machine stopped, it starts from the file once more: nothing is half-kept.
    Where two readings of one document run, the first to end counts.
    """
    document = UUID(document_id)
    with system("read an uploaded document"):
        try:
            _read(document)
        except services.WrongState:
            _log.info("Document %s was read or put aside meanwhile", document)
        except Exception:
            services.fail_reading(document_id=document, now=timezone.now(), message=_FAULT)
            raise


def resume_readings() -> None:
    """This queues every document that is not read to its end; the queue forgets what a killed worker had."""
    with system("queue documents whose reading was cut short"):
        unread = unread_documents()
    for document_id in unread:
        read_document.enqueue(str(document_id))


def _read(document: UUID) -> None:
    def note(step: Progress) -> None:
        services.note_progress(document_id=document, stage=step.stage, done=step.done, total=step.total)

    file = services.begin_reading(document_id=document, now=timezone.now())
    try:
        envelope = read_in_sandbox(file.data, file.name, note)
    except UnreadableFile as error:
        services.fail_reading(document_id=document, now=timezone.now(), message=str(error))
    else:
        services.store_reading(document_id=document, now=timezone.now(), envelope=envelope)
