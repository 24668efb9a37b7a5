"""Keeps what somebody had written when their session ended, until they sign in again.

It is encrypted with a key that is in a cookie of their browser and nowhere else.
"""

import json
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken

from sightline.records.access.models import User
from sightline.records.accounts.models import KeptDraft
from sightline.records.audit.services import change

KEPT_FOR = timedelta(hours=8)
"""Source: SIGHTLINE-SIGN-IN"""

Fields = dict[str, list[str]]


def keep_draft(*, user: User, now: datetime, path: str, fields: Fields) -> str:
    """Keep what was typed into the form on a page. Return the ticket that gets it back."""
    key = Fernet.generate_key()
    sealed = Fernet(key).encrypt(json.dumps(fields).encode())
    with change(by=user, now=now) as opened:
        KeptDraft.objects.filter(valid_until__lte=now).delete()
        kept = KeptDraft(user=user, path=path[:500], sealed=sealed, valid_until=now + KEPT_FOR)
        kept.save(force_insert=True)
        opened.record("kept a draft", kept)
    return f"{kept.pk}.{key.decode()}"


def draft_for(*, by: User, now: datetime, path: str, ticket: str) -> Fields | None:
    """Return what this user had typed into the form on that page."""
    kept = _kept(by, path, ticket)
    if kept is None or kept.valid_until <= now:
        return None
    try:
        fields: Fields = json.loads(Fernet(ticket.partition(".")[2]).decrypt(bytes(kept.sealed)))
    except (InvalidToken, ValueError):
        return None
    return fields


def drop_draft(*, by: User, now: datetime, path: str, ticket: str) -> bool:
    """Forget a draft that has been sent. Say whether there was one."""
    kept = _kept(by, path, ticket)
    if kept is None:
        return False
    with change(by=by, now=now) as opened:
        opened.record("sent a draft", kept)
        kept.delete()
    return True


def _kept(user: User, path: str, ticket: str) -> KeptDraft | None:
    try:
        kept_id = UUID(ticket.partition(".")[0])
    except ValueError:
        return None
    return KeptDraft.objects.filter(pk=kept_id, user=user, path=path).first()
