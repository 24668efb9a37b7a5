"""In whose name a command does something, and when."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from sightline.cli.errors import WrongInput
from sightline.records.access.policies import actor_for
from sightline.records.access.queries import User, coordinators, user_with_email
from sightline.records.actor import acting


@contextmanager
def in_name_of(email: str | None) -> Iterator[User]:
    """Act as the user of that address, or as the only coordinator there is.

    Raises: NotFound, WrongInput
    """
    user = _user(email)
    with acting(actor_for(user, clock())):
        yield user


def take_step(email: str, service: Callable[..., Any], **given: Any) -> Any:
    """Take one step as somebody. Each is a moment of its own: what a step begins, the next one sees."""
    with in_name_of(email) as user:
        return service(by=user, now=clock(), **given)


def _user(email: str | None) -> User:
    if email:
        return user_with_email(email)
    found = coordinators()
    if len(found) == 1:
        return found[0]
    if found:
        choices = "".join(f"\n  --by {user.email}" for user in found)
        raise WrongInput(
            f"There are {len(found)} review coordinators, and the audit trail keeps who did this. Run the "
            f"command again with your own address at its end:{choices}"
        )
    raise WrongInput(
        "There is no review coordinator yet. Add one: sightline user add EMAIL --name NAME "
        "--agency AGENCY --coordinator"
    )


def clock() -> datetime:
    """This is now, for services."""
    return timezone.now()


def today() -> date:
    """This is the day in the partnership's time zone."""
    return timezone.localdate()
