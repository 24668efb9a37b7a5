"""Adds users and the agencies they act for, and lets users in."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sightline.domain.vocabulary.roles import Role
from sightline.errors import NotFound, UserError
from sightline.records.access.models import User
from sightline.records.access.permissions import Permission
from sightline.records.access.policies import holding, require
from sightline.records.access.queries import UserRow, user_row
from sightline.records.agencies import services as directory
from sightline.records.agencies.models import Agency
from sightline.records.agencies.queries import AgencyRow, agency_row
from sightline.records.audit.services import Change, change, record_reads


class PartnershipExists(UserError):
    """The first account has been made already."""

    exit_code = 2


class AccountRefused(UserError):
    """An account whose e-mail address, name or password will not do."""

    exit_code = 2


def open_partnership(*, now: datetime, agency_name: str, name: str, email: str, password: str) -> User:
    """Make the first agency and its coordinator, in an empty database only.

    Raises: PartnershipExists, AccountRefused, NameRefused
    """
    with change(by=None, now=now) as opened:
        if User.objects.exists():
            raise PartnershipExists("There are accounts already. Ask a review coordinator to add another.")
        agency = directory.add_agency(opened, name=agency_name)
        return _add_user(opened, agency, email=email, name=name, role=Role.COORDINATOR, password=password)


def add_agency(*, by: User | None, now: datetime, name: str, other_names: tuple[str, ...] = ()) -> AgencyRow:
    """Add an agency with its names. Raises: NotAllowed, NameRefused."""
    require(holding(by, Permission.MANAGE_AGENCIES))
    with change(by=by, now=now) as opened:
        return agency_row(directory.add_agency(opened, name=name, other_names=other_names))


def add_agency_name(*, by: User | None, now: datetime, agency_id: UUID, name: str) -> AgencyRow:
    """Add another name an agency is written under. Raises: NotAllowed, NotFound, NameRefused."""
    require(holding(by, Permission.MANAGE_AGENCIES))
    with change(by=by, now=now) as opened:
        return agency_row(directory.add_agency_name(opened, agency_id=agency_id, name=name))


def add_user(
    *, by: User | None, now: datetime, email: str, name: str, agency_id: UUID, role: Role, password: str
) -> UserRow:
    """Add someone who signs in for an agency. Raises: NotAllowed, NotFound, AccountRefused."""
    require(holding(by, Permission.MANAGE_USERS))
    with change(by=by, now=now) as opened:
        agency = Agency.objects.filter(pk=agency_id).first()
        if agency is None:
            raise NotFound("There is no such agency.")
        return user_row(_add_user(opened, agency, email=email, name=name, role=role, password=password))


def _add_user(opened: Change, agency: Agency, *, email: str, name: str, role: Role, password: str) -> User:
    address = email.strip().lower()
    user = User(email=address, name=" ".join(name.split()), agency=agency, role=role)
    if not user.name or len(user.name) > 200:
        raise AccountRefused("A user's name has 1 to 200 characters.")
    try:
        validate_email(address)
    except ValidationError as error:
        raise AccountRefused(" ".join(error.messages)) from error
    _check_password(password, user)
    if User.objects.filter(email__iexact=address).exists():
        raise AccountRefused("There is an account with that e-mail address already.")
    user.set_password(password)
    user.save(force_insert=True)
    opened.record("added", user, role=role.value)
    return user


class SignInRefused(UserError):
    """An e-mail address and a password that do not belong together; which of them is wrong is not said."""

    exit_code = 3


def sign_in(*, now: datetime, email: str, password: str) -> User:
    """Return who may begin a session with these, and keep that they did or that somebody tried.

    Raises: SignInRefused
    """
    user = authenticate(username=email, password=password)
    with change(by=user, now=now) as opened:
        if user is not None:
            opened.record("signed in", user)
        else:
            # What was typed is not kept: it may be a password in the wrong box.
            tried = User.objects.filter(email__iexact=email).first() or User(id=None)
            opened.record("failed to sign in", tried)
    if user is None:
        raise SignInRefused("The e-mail address or the password is not right")
    return user


def note_sign_out(*, by: User, now: datetime) -> None:
    """Keep that a user ended their session."""
    with change(by=by, now=now) as opened:
        opened.record("signed out", by)


class CurrentPasswordWrong(UserError):
    """The password given is not the one the user has."""

    exit_code = 2


def change_password(*, by: User, now: datetime, current: str, new: str) -> None:
    """Change a user's own password. Raises: CurrentPasswordWrong, AccountRefused."""
    if not by.check_password(current):
        raise CurrentPasswordWrong("That is not the password you have now.")
    _check_password(new, by)
    with change(by=by, now=now) as opened:
        by.set_password(new)
        by.save(update_fields=["password"])
        opened.record("changed password", by)


def record_agencies_listed(
    *, by: User, now: datetime, agencies: Iterable[UUID], users: Iterable[UUID] = ()
) -> None:
    """Keep which agencies and which of their people a page shows a user."""
    record_reads(by=by, now=now, verb="listed", shown={Agency: agencies, User: users})


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise AccountRefused(" ".join(error.messages)) from error
