"""Sessions in the database, which neither a full disk nor a busy database ends."""

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore

from sightline.records.audit.room import is_no_room
from sightline.records.busy import is_busy


class SessionStore(DatabaseSessionStore):
    """Lets an answer through while nothing can be saved: then it is not kept that the session was used."""

    def save(self, must_create: bool = False) -> None:
        """Save. Raises: DatabaseError where a new session cannot be saved; a known one need not be."""
        try:
            super().save(must_create)
        except UpdateError as error:  # Django says this of any failure to save a known session
            if not (is_no_room(error.__context__) or is_busy(error.__context__)):
                raise
