"""No change without an entry, and no entry that can be changed."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from sightline.domain.audit_trail.content import content_mark
from sightline.errors import NotFound
from sightline.jobs.audit_trail import chain_fault
from sightline.records.actions.models import ActionUpdate
from sightline.records.agencies.models import Agency
from sightline.records.append_only import AppendOnlyError
from sightline.records.audit.models import AuditEntry, ContentKey
from sightline.records.audit.queries import is_content
from sightline.records.audit.services import UnauditedChange, change, content_key, erase_content_key
from tests.factories.partnership import NOW, Partnership, accepted_review
from tests.factories.readings import envelope, row


def test_a_change_without_an_entry_is_rolled_back(people: Partnership) -> None:
    with pytest.raises(UnauditedChange), change(by=people.coordinator, now=NOW):
        Agency.objects.create(name="Nobody heard of it")
    assert not Agency.objects.filter(name="Nobody heard of it").exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_inside_a_change_is_refused() -> None:
    with change(by=None, now=NOW) as outer:
        outer.record("tried", Agency(name="outer"))
        with pytest.raises(RuntimeError, match="durable"):
            change(by=None, now=NOW).__enter__()
    assert [entry.verb for entry in AuditEntry.objects.all()] == ["tried"]


def test_an_entry_names_actor_object_and_time(people: Partnership) -> None:
    entry = AuditEntry.objects.get(object_id=str(people.police.pk))
    assert (entry.actor_id, entry.at, entry.verb) == (people.coordinator.pk, NOW, "added")
    assert (entry.object_type, entry.details) == ("access.User", {})


@pytest.mark.parametrize("statement", ["UPDATE {table} SET {column} = ''", "DELETE FROM {table}"])
@pytest.mark.parametrize(("model", "column"), [(AuditEntry, "verb"), (ActionUpdate, "text")])
def test_the_database_refuses_to_change_what_is_written_once(
    people: Partnership, model: Any, column: str, statement: str
) -> None:
    accepted_review(people.coordinator, envelope(plan=[row("1", "Ask.", status="Completed")]))
    sql = statement.format(table=model._meta.db_table, column=column)
    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert model.objects.exists()


def test_words_are_vouched_for_until_their_key_is_erased_and_the_trail_holds_after_it(
    people: Partnership,
) -> None:
    agency, words = people.police.agency, "What was written of somebody."
    with change(by=people.coordinator, now=NOW) as opened:
        opened.record("noted", agency, content=content_mark(content_key(agency), words))
        assert content_key(agency) == content_key(agency) != content_key(people.coordinator.agency)
    entry = AuditEntry.objects.latest("sequence")
    mark, label, pk = entry.details["content"], agency._meta.label, str(agency.pk)
    assert words not in entry.details_text
    assert is_content(label, pk, words, mark) is True
    assert is_content(label, pk, f"{words} ", mark) is False

    erase_content_key(by=people.coordinator, now=NOW, obj=agency)

    assert is_content(label, pk, words, mark) is None
    assert not ContentKey.objects.filter(object_id=pk).exists()
    with change(by=people.coordinator, now=NOW) as opened:
        assert content_mark(content_key(agency), words) != mark
        opened.record("noted", agency)
    assert chain_fault() == ""
    with pytest.raises(NotFound):
        erase_content_key(by=people.coordinator, now=NOW, obj=people.police)


def test_the_model_refuses_too(people: Partnership) -> None:
    entry = AuditEntry.objects.first()
    assert entry is not None
    for attempt in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(verb=""),
        lambda: AuditEntry.objects.bulk_update([entry], ["verb"]),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()
