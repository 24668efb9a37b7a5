"""A user's own filters, kept under a name."""

from datetime import datetime
from uuid import UUID

from sightline.errors import NotFound, UserError
from sightline.records.access.models import User
from sightline.records.actions.models import SavedView
from sightline.records.audit.services import change


class ViewRefused(UserError):
    """A saved view without a name, or with a name the user has given to another."""

    exit_code = 2


def save_view(*, by: User, now: datetime, name: str, query: str) -> UUID:
    """Keep a user's filters under a name; the same name again replaces them. Raises: ViewRefused."""
    named = " ".join(name.split())
    if not named or len(named) > 80 or len(query) > 1000:
        raise ViewRefused("Give the view a name of 1 to 80 characters.")
    with change(by=by, now=now) as opened:
        view, _ = SavedView.objects.update_or_create(user=by, name=named, defaults={"query": query})
        opened.record("saved view", view)
    return view.pk


def delete_view(*, by: User, now: datetime, view_id: UUID) -> None:
    """Forget one of the user's own saved views. Raises: NotFound."""
    with change(by=by, now=now) as opened:
        view = SavedView.objects.filter(user=by, pk=view_id).first()
        if view is None:
            raise NotFound("There is no such saved view.")
        opened.record("deleted view", view)
        view.delete()
