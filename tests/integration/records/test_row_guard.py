"""Every way to a row that Django has, walked by somebody who may not see it.

`python -m benchmarks.random_queries` walks 10,000 more, made at random.
"""

from collections.abc import Callable, Iterator
from contextvars import Context
from dataclasses import dataclass
from io import StringIO
from typing import Any

import pytest
from django.core import serializers
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import (
    Avg,
    Count,
    Exists,
    F,
    FilteredRelation,
    Max,
    Min,
    Model,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models import Case as Choice
from django.db.models.functions import Coalesce, Concat, RowNumber, Upper

from sightline.records.access.policies import actor_for
from sightline.records.actor import Actor, NoActor, acting, current, system
from sightline.records.agencies.models import Agency
from sightline.records.cases.models import Case, CaseMember, CaseNote, CaseSubject, NoteVersion, Seal
from sightline.records.people.models import Alias, Location, Person, PersonRecord
from sightline.records.row_guard import RawSQLRefused, is_protected
from tests.factories.partnership import NOW
from tests.factories.two_cases import CANARY, Side, make_side

pytestmark = pytest.mark.django_db


@dataclass
class World:
    """`mine` is the side of whoever asks, `other` the one they may not see."""

    mine: Side
    other: Side


@pytest.fixture
def world() -> World:
    return World(make_side("Marram", "ours"), make_side("Saltby", f"{CANARY} held by another"))


def _person(w: World) -> Person:
    return Person.objects.get(pk=w.other.record.person_id)


def _people(*related: Any) -> list[Any]:
    return list(Person.objects.prefetch_related(*related))


def _fresh(w: World) -> CaseMember:
    """This is a row in hand whose case is hidden and not loaded."""
    return CaseMember(case_id=w.other.case.pk)


def _fresh_record(w: World) -> PersonRecord:
    return PersonRecord(pk=w.other.record.pk)


def _deferred(w: World) -> CaseNote:
    note = CaseNote.from_db("default", ["id"], [w.other.note.pk])
    assert note.get_deferred_fields()
    return note


def _refreshed(w: World) -> CaseNote:
    note = CaseNote(pk=w.other.note.pk)
    note.refresh_from_db()
    return note


def _locked() -> list[Case]:
    with transaction.atomic():
        return list(Case.objects.select_for_update())


def _dumped() -> str:
    out = StringIO()
    call_command("dumpdata", "people", "cases", stdout=out)
    return out.getvalue()


def _created(w: World) -> Any:
    """What is looked for is hidden: it is not found, and made anew."""
    with transaction.atomic():
        return Case.objects.get_or_create(
            agency=w.other.agency,
            kind="CASEWORK",
            defaults={"reference": "new", "opened_at": NOW, "opened_by": w.mine.user},
        )


def _copied(w: World) -> str:
    words = CaseNote._base_manager.filter(pk=w.other.note.pk).values("text")
    CaseNote.objects.filter(pk=w.mine.note.pk).update(text=Coalesce(Subquery(words), Value("nothing")))
    return CaseNote.objects.get(pk=w.mine.note.pk).text


def _alias(w: World) -> Alias:
    return next(row for row in w.other.rows if isinstance(row, Alias))


def _tampered(w: World) -> CaseNote:
    return CaseNote(
        pk=w.other.note.pk,
        case_id=w.other.case.pk,
        agency=w.other.agency,
        item_class="C3",
        text="tampered",
        written_at=NOW,
        written_by=w.mine.user,
    )


READS: dict[str, Callable[[World], Any]] = {
    "all": lambda w: list(Case.objects.all()),
    "base manager": lambda w: list(Case._base_manager.all()),
    "get": lambda w: Case.objects.get(pk=w.other.case.pk),
    "first": lambda w: Case.objects.filter(reference__startswith=CANARY).first(),
    "iterator": lambda w: list(CaseNote.objects.iterator(chunk_size=1)),
    "in bulk": lambda w: Case.objects.in_bulk([w.other.case.pk]),
    "forward key": lambda w: _fresh(w).case,
    "select related": lambda w: [
        note.case.reference for note in CaseNote.objects.select_related("case", "case__agency")
    ],
    "reverse key": lambda w: list(w.other.case.notes.all()),
    "reverse one to one": lambda w: _fresh_record(w).subject.case.reference,
    "reverse from a person": lambda w: list(_person(w).records.all()),
    "prefetch": lambda w: [list(each.records.all()) for each in _people("records")],
    "prefetch with a queryset": lambda w: [
        each.found for each in _people(Prefetch("records", PersonRecord._base_manager.all(), to_attr="found"))
    ],
    "prefetch two steps": lambda w: [
        list(record.aliases.all()) for each in _people("records__aliases") for record in each.records.all()
    ],
    "values across": lambda w: list(
        Person.objects.values("records__name", "records__subject__case__reference")
    ),
    "values list across": lambda w: list(Person.objects.values_list("records__aliases__name", flat=True)),
    "values distinct": lambda w: list(Person.objects.values("records__locations__text").distinct()),
    "annotate a field": lambda w: list(Person.objects.annotate(n=F("records__name")).values("n")),
    "annotate a maximum": lambda w: list(Person.objects.annotate(n=Max("records__name")).values("n")),
    "annotate a case": lambda w: list(
        Person.objects.annotate(
            n=Choice(When(records__name="x", then=Value("a")), default=F("records__name"))
        ).values("n")
    ),
    "concat": lambda w: list(
        Person.objects.annotate(n=Concat(Value("<"), F("records__name"), Value(">"))).values("n")
    ),
    "subquery": lambda w: list(
        Person.objects.annotate(
            n=Subquery(PersonRecord.objects.filter(person=OuterRef("pk")).values("name")[:1])
        ).values("n")
    ),
    "union": lambda w: list(
        CaseNote.objects.values_list("text").union(NoteVersion.objects.values_list("text"))
    ),
    "union with the base manager": lambda w: list(
        Case._base_manager.values_list("reference").union(PersonRecord._base_manager.values_list("name"))
    ),
    "difference": lambda w: list(
        Alias._base_manager.values_list("name").difference(
            CaseNote.objects.filter(text="ours").values_list("text")
        )
    ),
    "only and then the rest": lambda w: [note.text for note in CaseNote.objects.only("id")],
    "defer": lambda w: [note.text for note in CaseNote.objects.defer("text")],
    "only of a hidden row": lambda w: _deferred(w).text,
    "refresh from the database": _refreshed,
    "window": lambda w: list(CaseNote.objects.annotate(n=Window(RowNumber())).values("text", "n")),
    "order by across": lambda w: list(Person.objects.order_by("records__name").values("records__name")),
    "reverse and slice": lambda w: list(Case.objects.order_by("-reference").reverse()[:1]),
    "latest": lambda w: CaseNote.objects.filter(agency=w.other.agency).latest("written_at"),
    "datetimes": lambda w: list(
        CaseNote.objects.filter(agency=w.other.agency).datetimes("written_at", "day")
    ),
    "extra": lambda w: list(Case.objects.extra(where=["1=1"])),
    "extra select": lambda w: list(Case.objects.extra(select={"n": "reference"}).values("n")),
    "select for update": lambda w: _locked(),
    "filtered relation": lambda w: list(
        Person.objects.annotate(found=FilteredRelation("records", condition=~Q(records__name="ours"))).values(
            "found__name"
        )
    ),
    "maximum": lambda w: Person.objects.aggregate(n=Min("records__name")),
    "in an update": _copied,
    "explain": lambda w: Case.objects.filter(pk=w.other.case.pk).explain() and w.other.case.notes.first(),
    "serialise": lambda w: serializers.serialize("json", Case.objects.all()),
    "dumpdata": lambda w: _dumped(),
    "get or create": _created,
}

#: What answers a question with a number or yes and no: it must answer as though the other side were not.
ORACLES: dict[str, tuple[Callable[[World], Any], Any]] = {
    "count": (lambda w: Case.objects.count(), 1),
    "exists": (lambda w: Case.objects.filter(pk=w.other.case.pk).exists(), False),
    "contains": (lambda w: Case.objects.contains(w.other.case), False),
    "filter across": (lambda w: Person.objects.filter(records__name__startswith=CANARY).exists(), False),
    "exclude across": (
        lambda w: Person.objects.exclude(records__name="ours").filter(records__isnull=False).count(),
        0,
    ),
    "filter by Exists": (
        lambda w: Agency.objects.filter(Exists(Case.objects.filter(agency=OuterRef("pk")))).count(),
        1,
    ),
    "filter by a subquery": (
        lambda w: Person.objects.filter(pk__in=PersonRecord._base_manager.values("person")).count(),
        1,
    ),
    "aggregate": (lambda w: CaseNote.objects.aggregate(n=Count("pk"), v=Avg("version"))["n"], 1),
    "aggregate across": (lambda w: Person.objects.aggregate(n=Count("records"))["n"], 1),
    "annotate a count": (
        lambda w: sorted(Person.objects.annotate(n=Count("records")).values_list("n", flat=True)),
        [0, 1],
    ),
    "count where": (
        lambda w: Person.objects.aggregate(n=Count("pk", filter=Q(records__name__startswith=CANARY)))["n"],
        0,
    ),
    "group by": (
        lambda w: list(CaseNote.objects.values("agency").annotate(n=Count("pk")).values_list("n", flat=True)),
        [1],
    ),
    "group by across and having": (
        lambda w: list(
            Person.objects.annotate(n=Count("records__aliases")).filter(n__gt=0).values_list("n", flat=True)
        ),
        [1],
    ),
    "group models": (
        lambda w: [case.n for case in Case.objects.annotate(n=Count("notes")).order_by("pk")],
        [1],
    ),
    "upper in a filter": (
        lambda w: Alias.objects.annotate(n=Upper("name")).filter(n__contains=CANARY).count(),
        0,
    ),
    "reverse count": (lambda w: w.other.case.notes.count(), 0),
    "one to one is there": (lambda w: hasattr(_fresh_record(w), "subject"), False),
    "update": (lambda w: Case.objects.filter(pk=w.other.case.pk).update(stage="CLOSED"), 0),
    "update of all": (lambda w: CaseNote.objects.update(text="ours"), 1),
    "update by a condition across": (
        lambda w: CaseNote.objects.filter(case__reference__startswith=CANARY).update(text="tampered"),
        0,
    ),
    "delete": (lambda w: Alias.objects.filter(record=w.other.record).delete()[0], 0),
    "delete of one": (lambda w: Alias(pk=_alias(w).pk).delete()[0], 0),
    "bulk update": (lambda w: CaseNote.objects.bulk_update([_tampered(w)], ["text"]), 0),
}

#: What would change a hidden row, and has to fail.
REFUSED: dict[str, tuple[Callable[[World], Any], type[Exception] | tuple[type[Exception], ...]]] = {
    "save of a hidden row": (lambda w: _tampered(w).save(force_update=True), DatabaseError),
    "save that falls back to an insert": (lambda w: _tampered(w).save(), DatabaseError),
    "save of one field": (lambda w: _tampered(w).save(update_fields=["text"]), DatabaseError),
    "update or create": (
        lambda w: CaseNote.objects.update_or_create(
            pk=w.other.note.pk,
            defaults={"text": "tampered"},
            create_defaults={
                "text": "tampered",
                "case": w.mine.case,
                "agency": w.mine.agency,
                "item_class": "C3",
                "written_at": NOW,
                "written_by": w.mine.user,
            },
        ),
        DatabaseError,
    ),
    "raw": (lambda w: list(Case.objects.raw("SELECT * FROM cases_case")), RawSQLRefused),
    "cursor": (lambda w: connection.cursor().execute("SELECT * FROM cases_case").fetchall(), RawSQLRefused),
    "cursor, quoted": (lambda w: connection.cursor().execute('SELECT * FROM "cases_case"'), RawSQLRefused),
    "cursor, in capitals": (lambda w: connection.cursor().execute("select * FROM CASES_CASE"), RawSQLRefused),
    "cursor, with a schema": (
        lambda w: connection.cursor().execute("SELECT * FROM main.cases_case"),
        RawSQLRefused,
    ),
    "cursor, in a subquery": (
        lambda w: connection.cursor().execute("SELECT 1 WHERE EXISTS (SELECT 1 FROM cases_casenote)"),
        RawSQLRefused,
    ),
    "cursor that deletes": (lambda w: connection.cursor().execute("DELETE FROM cases_share"), RawSQLRefused),
    "insert over a hidden row": (
        lambda w: CaseNote.objects.bulk_create(
            [_tampered(w)], update_conflicts=True, unique_fields=["id"], update_fields=["text"]
        ),
        RawSQLRefused,
    ),
    "cursor, many": (
        lambda w: connection.cursor().executemany("UPDATE cases_case SET stage = %s", [["CLOSED"]]),
        RawSQLRefused,
    ),
}


@pytest.fixture
def asking(world: World) -> Iterator[Actor]:
    actor = actor_for(world.mine.user, NOW)
    with acting(actor):
        assert isinstance(current(), Actor)
        yield actor


@pytest.fixture(autouse=True)
def _nothing_of_the_other_side_changes(world: World) -> Iterator[None]:
    before = _as_stored(world.other.rows)
    yield
    assert _as_stored(world.other.rows) == before


def _as_stored(rows: list[Model]) -> list[Any]:
    with system("a test looks at what there is"):
        return [type(row)._base_manager.filter(pk=row.pk).values().get() for row in rows]


@pytest.mark.parametrize("way", READS)
def test_no_way_of_reading_shows_a_hidden_row(way: str, world: World, asking: Actor) -> None:
    try:
        found = READS[way](world)
    except ObjectDoesNotExist:
        return
    assert CANARY not in _said(found)


@pytest.mark.parametrize("way", READS)
def test_the_same_ways_show_what_is_there_to_whoever_may_see_it(way: str, world: World) -> None:
    """Else a way that shows nothing to anybody would prove nothing."""
    if way in {"get or create", "datetimes"}:
        return
    with system("a test looks at what there is"):
        assert CANARY in _said(READS[way](world))


@pytest.mark.parametrize("way", ORACLES)
def test_no_question_is_answered_about_a_hidden_row(way: str, world: World, asking: Actor) -> None:
    ask, answer = ORACLES[way]
    assert ask(world) == answer


@pytest.mark.parametrize("way", REFUSED)
def test_what_would_reach_a_hidden_row_is_refused(way: str, world: World, asking: Actor) -> None:
    attempt, error = REFUSED[way]
    with pytest.raises(error), transaction.atomic():
        attempt(world)


@pytest.mark.parametrize("way", [*READS, *ORACLES])
def test_nobody_is_shown_anything(way: str, world: World) -> None:
    ask = READS.get(way) or ORACLES[way][0]
    with pytest.raises((NoActor, CommandError), match="on whose behalf"), transaction.atomic():
        # A new context has no actor; the fixture's stays as it is.
        Context().run(ask, world)


def test_a_unique_value_of_a_hidden_row_is_not_confirmed(world: World, asking: Actor) -> None:
    copy = Case(reference=world.other.case.reference, kind="CASEWORK", agency=world.mine.agency)
    copy.validate_unique()
    own = Case(reference=world.mine.case.reference, kind="CASEWORK", agency=world.mine.agency)
    with pytest.raises(ValidationError):
        own.validate_unique()


def test_a_table_that_is_not_protected_is_reached_by_hand(asking: Actor) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM agencies_agency")
        assert cursor.fetchone() == (2,)


def test_every_row_of_the_two_sides_is_a_protected_one(world: World) -> None:
    assert all(is_protected(type(row)) for row in world.other.rows)
    assert {Location, CaseSubject, Seal} <= {type(row) for row in world.other.rows}


def _said(found: Any) -> str:
    """This is everything that came out, fields and what hangs on them included."""
    match found:
        case Model():
            return " ".join(_said(value) for name, value in vars(found).items() if name != "_state")
        case dict():
            return " ".join(_said(value) for pair in found.items() for value in pair)
        case list() | tuple() | set():
            return " ".join(_said(value) for value in found)
    return str(found)
