"""`sightline import`: a published review into the database, waiting to be checked or accepted as read."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import typer
from django.conf import settings
from rich.console import Console

from sightline.cli.acting import clock, in_name_of
from sightline.cli.reading import envelope_of
from sightline.cli.summary import print_summary
from sightline.domain.states.published_document import DocumentState
from sightline.domain.vocabulary.reviews import ReadingSection
from sightline.records.access.queries import User
from sightline.records.reviews.queries.documents import reading_progress
from sightline.records.reviews.services.acceptance import accept_reading
from sightline.records.reviews.services.documents import (
    AlreadyReceived,
    WrongState,
    accept_section,
    begin_reading,
    receive_document,
    store_reading,
)

_NOT_READ_YET = (DocumentState.RECEIVED, DocumentState.READING)


def import_published_review(file: Path, *, by: str | None, accept: bool) -> None:
    """Read a file, store it, and say where it goes on. A file that cannot be read stores nothing."""
    with in_name_of(by) as user:
        envelope = envelope_of(file)
        print_summary(envelope, Console(highlight=False))
        typer.echo()
        try:
            document_id = store_published_review(user, file.name, file.read_bytes(), envelope)
        except AlreadyReceived as error:
            document_id = error.document_id
            if reading_progress(user, document_id).state in _NOT_READ_YET:
                _store_reading(document_id, envelope)
                typer.echo("This file was received before, but not read to its end. Now it is.")
            else:
                typer.echo("This file was received before; nothing was stored.")
        if accept:
            accept_as_read(user, document_id)
        _say_where(user, document_id)


def store_published_review(by: User, name: str, data: bytes, envelope: Mapping[str, Any]) -> UUID:
    """This stores a file with what was read from it. Raises: NotAllowed, AlreadyReceived"""
    document_id = receive_document(by=by, now=clock(), name=name, data=data)
    _store_reading(document_id, envelope)
    return document_id


def _store_reading(document_id: UUID, envelope: Mapping[str, Any]) -> None:
    """Keep what was read; where somebody else read the same document meanwhile, theirs stays."""
    with suppress(WrongState):
        begin_reading(document_id=document_id, now=clock())
        store_reading(document_id=document_id, now=clock(), envelope=envelope)


def accept_as_read(by: User, document_id: UUID) -> None:
    """This accepts what nobody decided yet, and makes the review; done before, it does nothing.

    Raises: NotAllowed
    """
    if reading_progress(by, document_id).state is DocumentState.ACCEPTED:
        return
    for section in ReadingSection:
        accept_section(by=by, now=clock(), document_id=document_id, section=section)
    accept_reading(by=by, now=clock(), document_id=document_id)


def _say_where(user: User, document_id: UUID) -> None:
    progress = reading_progress(user, document_id)
    if progress.review_id:
        typer.echo(f"Review {progress.review_id}: {settings.ADDRESS}/reviews/{progress.review_id}/")
    else:
        typer.echo(f"{progress.state.wording}: {settings.ADDRESS}/published-documents/{document_id}/")
