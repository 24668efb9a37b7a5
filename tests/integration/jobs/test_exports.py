"""An export from the request to the file: whose right it is at each step, and what is left of it."""

import io
import zipfile
from collections.abc import Callable
from contextvars import Context
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError

from sightline.domain.states.export_request import ExportState
from sightline.domain.vocabulary.exports import ExportKind
from sightline.domain.watermark import without_hidden
from sightline.errors import NotFound
from sightline.jobs import exports as jobs
from sightline.jobs.exports import CONTENT_TYPES, ExportFile
from sightline.jobs.plan_files import action_plan_content
from sightline.records.access.models import Appointment, User
from sightline.records.access.policies import NotAllowed
from sightline.records.actions.models import Action
from sightline.records.actions.services.assigning import assign_actions
from sightline.records.audit.models import AuditEntry, AuditSubject
from sightline.records.exports import queries, services
from sightline.records.exports.models import APPROVED_ABOVE_PEOPLE, ExportRequest
from sightline.records.reviews.queries.plan import whole_plan
from tests.factories.partnership import NOW, Partnership, review_with_owners

HOUR = timedelta(hours=1)
Ask = Callable[..., UUID]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The job reads the clock itself: here it is always the same moment."""
    monkeypatch.setattr(jobs.timezone, "now", lambda: NOW)


@pytest.fixture
def ask(review_id: UUID, clock: None) -> Ask:
    def request(
        by: User, kind: ExportKind = ExportKind.ACTION_PLAN, extension: str = "csv", **more: str
    ) -> UUID:
        return jobs.request_export(
            by=by, now=NOW, kind=kind, object_id=review_id, extension=extension, **more
        )

    return request


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of exports that wait for the background worker, which here gets every one."""
    ids: list[str] = []
    backend = jobs.make_export.get_backend()
    monkeypatch.setattr(jobs, "ROWS_AT_ONCE", -1)
    monkeypatch.setattr(backend, "enqueue", lambda _task, arguments, _named: ids.append(arguments[0]))
    return ids


def fetch(by: User, export_id: UUID, after: timedelta = HOUR) -> ExportFile:
    return jobs.fetch_export(by=by, now=NOW + after, export_id=export_id)


def state_of(by: User, export_id: UUID, after: timedelta = HOUR) -> ExportState:
    return queries.export(by, export_id, now=NOW + after).state


def kept_files() -> list[Path]:
    return [path for path in Path(default_storage.path("exports")).glob("*") if path.is_file()]


@pytest.mark.parametrize("extension", CONTENT_TYPES)
@pytest.mark.parametrize("kind", ExportKind)
def test_a_short_export_is_ready_at_once(
    people: Partnership, ask: Ask, kind: ExportKind, extension: str
) -> None:
    export_id = ask(people.coordinator, kind, extension)

    file = fetch(people.coordinator, export_id)

    assert file.name == f"{kind.value.lower().replace('_', '-')}-2026-05-01.{extension}"
    assert file.content_type == CONTENT_TYPES[extension]
    assert "Cora Example" in words_of(file.data)


def words_of(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


def test_each_row_is_in_the_audit_trail_before_the_file_can_be_had(
    people: Partnership, review_id: UUID, ask: Ask
) -> None:
    export_id = ask(people.coordinator)

    exported, made = AuditEntry.objects.filter(verb__in=["exported", "made export"]).order_by("sequence")
    plan = whole_plan(people.coordinator, today=NOW.date(), review_id=review_id)
    subjects = AuditSubject.objects.filter(entry=exported, object_type="actions.Action")
    assert set(subjects.values_list("object_id", flat=True)) == {str(each.id) for each in plan.rows}
    assert (exported.object_id, exported.actor_id) == (str(review_id), people.coordinator.pk)
    assert exported.details["export"] == made.object_id == str(export_id)
    assert exported.details["sha256"] == made.details["sha256"]

    fetch(people.coordinator, export_id)
    last = AuditEntry.objects.latest("sequence")
    assert (last.verb, last.object_id, last.actor_id) == (
        "downloaded export",
        str(export_id),
        people.coordinator.pk,
    )


def test_nobody_else_fetches_a_file_and_who_approves_files_learns_that_there_is_one(
    people: Partnership, ask: Ask
) -> None:
    export_id = ask(people.coordinator)

    for other in (people.second_coordinator, people.police):
        with pytest.raises(NotFound):
            fetch(other, export_id)
    assert not queries.export(people.second_coordinator, export_id, now=NOW).is_own
    with pytest.raises(NotFound):
        queries.export(people.police, export_id, now=NOW)
    with pytest.raises(NotFound):
        fetch(people.coordinator, uuid4())


def deactivated(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def moved_elsewhere(user: User) -> None:
    other = User.objects.exclude(agency=user.agency).first()
    assert other is not None
    Appointment.objects.filter(user=user).update(agency=other.agency)


def released(user: User) -> None:
    Appointment.objects.filter(user=user).update(ends_at=NOW)


@pytest.mark.parametrize("change", [deactivated, released])
def test_who_holds_no_role_any_more_finds_no_file(
    people: Partnership, ask: Ask, change: Callable[[User], None]
) -> None:
    export_id = ask(people.council)
    change(people.council)
    with pytest.raises(NotFound):
        fetch(User.objects.get(pk=people.council.pk), export_id)


def test_rights_that_ended_before_the_file_is_fetched_leave_no_file(people: Partnership, ask: Ask) -> None:
    export_id = ask(people.council)
    assert kept_files()

    moved_elsewhere(people.council)
    with pytest.raises(services.ExportUnavailable, match="You may no longer see"):
        fetch(User.objects.get(pk=people.council.pk), export_id)

    refused = queries.export(people.council, export_id, now=NOW + HOUR)
    assert refused.state is ExportState.REFUSED
    assert "You may no longer see" in refused.refusal
    assert kept_files() == []


def test_rights_that_ended_before_the_file_is_made_leave_no_file_however_often(
    people: Partnership, ask: Ask, queued: list[str]
) -> None:
    for _ in range(50):
        ask(people.council)
    deactivated(people.council)

    for export_id in queued:
        jobs.make_export.call(export_id)

    assert len(queued) == 50
    assert kept_files() == []
    assert set(ExportRequest.objects.values_list("state", flat=True)) == {ExportState.REFUSED}


def test_what_is_made_holds_what_the_user_may_see_then(
    people: Partnership, ask: Ask, queued: list[str]
) -> None:
    ask(people.council)
    moved_elsewhere(people.council)

    jobs.make_export.call(queued[0])

    council = User.objects.get(pk=people.council.pk)
    assert b"Check the locks." not in fetch(council, UUID(queued[0])).data


def test_a_file_is_had_for_a_day_and_not_a_second_longer(people: Partnership, ask: Ask) -> None:
    export_id = ask(people.coordinator)
    day = timedelta(hours=24)

    assert fetch(people.coordinator, export_id, after=day - timedelta(seconds=1)).data
    with pytest.raises(services.ExportUnavailable):
        fetch(people.coordinator, export_id, after=day)
    assert state_of(people.coordinator, export_id, after=day) is ExportState.EXPIRED
    assert kept_files(), "expired before it is swept"


def test_the_sweep_deletes_what_expired_and_what_no_export_has(
    people: Partnership, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = ask(people.coordinator)
    later = NOW + timedelta(hours=20)
    monkeypatch.setattr(jobs.timezone, "now", lambda: later)
    young = ask(people.coordinator)
    stray = Path(default_storage.path(f"exports/{uuid4()}"))
    stray.write_bytes(b"left by a machine that stopped")

    assert jobs.sweep_exports(now=NOW + timedelta(hours=24)) == 2

    assert [path.name for path in kept_files()] == [str(young)]
    assert ExportRequest.objects.get(pk=old).state == ExportState.EXPIRED
    assert AuditEntry.objects.latest("sequence").verb == "expired export"
    assert jobs.sweep_exports(now=NOW + timedelta(hours=24)) == 0


@pytest.mark.parametrize("loss", [Path.unlink, lambda path: path.write_bytes(b"something else")])
def test_a_file_that_is_lost_or_was_changed_is_not_handed_out(
    people: Partnership, ask: Ask, loss: Callable[[Path], object]
) -> None:
    export_id = ask(people.coordinator)
    loss(kept_files()[0])

    with pytest.raises(services.ExportUnavailable, match="not here any more"):
        fetch(people.coordinator, export_id)
    assert state_of(people.coordinator, export_id) is ExportState.REFUSED


def test_a_job_that_fails_says_so_and_is_not_silent(
    people: Partnership, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "record_export", lambda **_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        ask(people.coordinator)

    (export,) = queries.own_exports(people.coordinator, now=NOW)
    assert export.state is ExportState.REFUSED
    assert "a fault of its own" in export.refusal
    assert kept_files() == []


def test_a_file_made_twice_is_made_once(people: Partnership, ask: Ask) -> None:
    export_id = ask(people.coordinator)
    before = fetch(people.coordinator, export_id).data

    jobs.make_export.call(str(export_id))

    assert fetch(people.coordinator, export_id).data == before
    assert AuditEntry.objects.filter(verb="made export").count() == 1


@pytest.fixture
def large_review_id(people: Partnership) -> UUID:
    """A plan whose rows name one owner more than a person may take out alone."""
    return review_with_owners(
        people.coordinator, agency_id=people.police.agency_id, n_owners=APPROVED_ABOVE_PEOPLE + 1
    )


@pytest.fixture
def ask_much(large_review_id: UUID, clock: None) -> Callable[[User], UUID]:
    def request(by: User, reason: str = "For the board of 8 May") -> UUID:
        return jobs.request_export(
            by=by,
            now=NOW,
            kind=ExportKind.ACTION_PLAN,
            object_id=large_review_id,
            extension="csv",
            reason=reason,
        )

    return request


def test_a_file_that_names_many_waits_for_a_second_person(
    people: Partnership, ask_much: Callable[[User], UUID]
) -> None:
    export_id = ask_much(people.coordinator)
    assert state_of(people.coordinator, export_id) is ExportState.TO_APPROVE
    assert kept_files() == []
    with pytest.raises(services.ExportUnavailable):
        fetch(people.coordinator, export_id)
    (waiting,) = queries.exports_to_decide(people.second_coordinator, now=NOW)
    assert (waiting.id, waiting.n_people, waiting.reason) == (export_id, 26, "For the board of 8 May")
    assert queries.exports_to_decide(people.coordinator, now=NOW) == ()

    jobs.approve_export(by=people.second_coordinator, now=NOW, export_id=export_id)

    assert fetch(people.coordinator, export_id).data
    with pytest.raises(NotFound):
        fetch(people.second_coordinator, export_id)


def test_nobody_approves_their_own_and_no_agency_approves(
    people: Partnership, ask_much: Callable[[User], UUID]
) -> None:
    export_id = ask_much(people.coordinator)

    with pytest.raises(NotAllowed, match="You asked for this file yourself"):
        jobs.approve_export(by=people.coordinator, now=NOW, export_id=export_id)
    with pytest.raises(NotFound):
        jobs.approve_export(by=people.police, now=NOW, export_id=export_id)
    with pytest.raises(IntegrityError, match="export_not_approved_by_who_asked"):
        ExportRequest.objects.filter(pk=export_id).update(decided_by=people.coordinator, decided_at=NOW)


def test_a_refusal_is_read_by_who_asked_and_is_final(
    people: Partnership, ask_much: Callable[[User], UUID]
) -> None:
    export_id = ask_much(people.coordinator)

    services.decline_export(
        by=people.second_coordinator, now=NOW, export_id=export_id, why="The board has it."
    )

    found = queries.export(people.coordinator, export_id, now=NOW)
    assert (found.state, found.refusal) == (ExportState.REFUSED, "The board has it.")
    with pytest.raises(services.AlreadyDecided):
        jobs.approve_export(by=people.second_coordinator, now=NOW, export_id=export_id)


def test_a_file_that_names_many_is_asked_for_with_a_reason(
    people: Partnership, ask_much: Callable[..., UUID]
) -> None:
    with pytest.raises(services.ReasonNeeded, match="names 26 people"):
        ask_much(people.coordinator, reason="  ")

    assert not ExportRequest.objects.exists()


def test_a_file_that_came_to_name_many_since_it_was_asked_for_is_not_made(
    people: Partnership,
    ask_much: Callable[[User], UUID],
    large_review_id: UUID,
    queued: list[str],
) -> None:
    action = Action.objects.filter(plan__recommendations__review=large_review_id).first()
    assert action is not None
    owner = action.owner_id
    Action.objects.filter(pk=action.pk).update(owner=None)
    export_id = ask_much(people.coordinator)
    Action.objects.filter(pk=action.pk).update(owner=owner)

    jobs.make_export.call(queued[0])

    found = queries.export(people.coordinator, export_id, now=NOW)
    assert found.state is ExportState.REFUSED
    assert "names 26 people" in found.refusal
    assert kept_files() == []


def test_no_file_of_many_is_kept_without_a_second_person_even_by_a_mistake_of_ours(
    people: Partnership, ask_much: Callable[[User], UUID]
) -> None:
    export_id = ask_much(people.coordinator)

    with pytest.raises(IntegrityError, match="export_of_many_approved"):
        ExportRequest.objects.filter(pk=export_id).update(state=ExportState.WAITING)


def test_owners_are_counted_once_and_only_those_the_file_names(
    people: Partnership, large_review_id: UUID
) -> None:
    today = NOW.date()
    assert action_plan_content(by=people.coordinator, today=today, review_id=large_review_id).n_people == 26
    ids = Action.objects.filter(plan__recommendations__review=large_review_id).values_list("pk", flat=True)
    assign_actions(by=people.coordinator, now=NOW, action_ids=list(ids), owner_id=people.police.pk)
    assert action_plan_content(by=people.coordinator, today=today, review_id=large_review_id).n_people == 1


def test_the_worker_shows_itself_only_what_the_person_may_see(
    people: Partnership, ask: Ask, queued: list[str]
) -> None:
    export_id = ask(people.council)

    Context().run(jobs.make_export.call, queued[0])  # nobody is acting there, as in the worker's process
    Context().run(jobs.resume_exports)
    Context().run(jobs.sweep_exports, now=NOW)

    words = without_hidden(fetch(people.council, export_id).data.decode())
    assert "Check the locks." in words
    assert "Ask about safety." not in words


def test_exports_that_a_killed_worker_had_are_made_by_the_next(
    people: Partnership, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(jobs, "_begin", lambda export_id, n_rows: None)
        export_id = ask(people.coordinator)
    assert state_of(people.coordinator, export_id) is ExportState.WAITING

    jobs.resume_exports()

    assert fetch(people.coordinator, export_id).data
