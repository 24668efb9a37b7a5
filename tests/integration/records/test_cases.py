"""Cases from the first to the last day: who may open, write, share, seal and see them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.cases import Capacity, CaseKind, CaseStage, LawfulBasis, SealChangeKind
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.errors import NotFound
from sightline.records.access.policies import NotAllowed, actor_for
from sightline.records.actor import acting
from sightline.records.audit.models import AuditEntry
from sightline.records.cases import queries
from sightline.records.cases.models import CaseMember, CaseNote, NoteVersion, Reveal, SealName
from sightline.records.cases.services.members import add_member, end_member
from sightline.records.cases.services.notes import StaleNote, correct_note, write_note
from sightline.records.cases.services.seals import decide_seal, propose_seal
from sightline.records.cases.services.shares import end_share, share
from sightline.records.cases.services.stages import (
    StaleCase,
    close_case,
    open_case,
    open_panel,
    record_case_opened,
    reopen_case,
)
from sightline.records.cases.services.subjects import (
    StaleRecord,
    add_subject,
    correct_record,
    reveal_locations,
)
from sightline.records.cases.services.wording import CaseRefused
from tests.factories.casework import NOW, Casework, canaries, make_casework

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def casework() -> Casework:
    return make_casework()


def page_of(casework: Casework, user: str, case: str = "case", now: Any = LATER) -> queries.CasePage:
    """The page as the website builds it: with the guard beneath."""
    with acting(actor_for(casework.users[user], now)):
        return queries.case_page(casework.users[user], getattr(casework, case).pk, now=now)


def test_a_page_shows_what_the_rules_allow_and_no_more(casework: Casework) -> None:
    seen = {
        user: {note.text.rsplit(" ", 1)[1] for note in page_of(casework, user).notes}
        for user in (
            "idva",
            "police_officer",
            "marac_representative",
            "marac_coordinator",
            "harbour_practitioner",
        )
    }
    harbour, police = canaries()["harbour"], canaries()["police"]
    both = {f"{harbour}-C2", f"{police}-C2"}
    assert seen == {
        "idva": both | {f"{harbour}-C3"},
        "police_officer": both | {f"{police}-C3"},
        "marac_representative": both | {f"{police}-C3"},  # shared with the council
        "marac_coordinator": both,
        "harbour_practitioner": both,  # by emergency access
    }


def test_a_spoc_sees_the_shell_and_what_is_their_own(casework: Casework) -> None:
    page = page_of(casework, "council_spoc")
    assert [note.text for note in page.notes] == [f"What was seen on the day. {canaries()['police']}-C3"]
    assert page.subjects == ()


@pytest.mark.parametrize("user", ["police_colleague", "analyst", "auditor", "administrator", "imr_author"])
def test_who_has_no_part_in_a_case_finds_nothing_there(casework: Casework, user: str) -> None:
    with acting(actor_for(casework.users[user], LATER)):
        assert casework.case.pk not in {row.id for row in queries.cases(casework.users[user], now=LATER)}
        messages = set()
        for case_id in (casework.case.pk, casework.sealed.pk, uuid4()):
            with pytest.raises(NotFound) as refused:
                queries.case_page(casework.users[user], case_id, now=LATER)
            messages.add(str(refused.value))
    assert len(messages) == 1


def test_where_somebody_is_stands_on_no_page(casework: Casework) -> None:
    for user in ("idva", "police_officer", "marac_coordinator"):
        text = repr(page_of(casework, user))
        assert "Larkspur" not in text
        assert "900731" not in text


def test_a_location_is_revealed_for_a_reason_that_is_kept(casework: Casework) -> None:
    idva, record = casework.users["idva"], casework.records["victim"].pk
    with acting(actor_for(idva, LATER)):
        with pytest.raises(CaseRefused):
            reveal_locations(by=idva, now=LATER, record_id=record, reason="because")
        revealed = reveal_locations(by=idva, now=LATER, record_id=record, reason="I take her there today.")
    assert "Larkspur" in revealed.locations[0].text
    assert "900731" in revealed.safe_contacts[0].text
    assert Reveal.objects.get().reason == "I take her there today."
    entry = AuditEntry.objects.get(verb="revealed")
    assert set(entry.details["subjects"]) == {"people.PersonRecord", "people.Location", "people.SafeContact"}
    assert "today" not in entry.details_text


@pytest.mark.parametrize("user", ["police_officer", "marac_representative", "harbour_practitioner"])
def test_a_location_is_revealed_to_nobody_else(casework: Casework, user: str) -> None:
    by = casework.users[user]
    with acting(actor_for(by, LATER)), pytest.raises(NotAllowed):
        reveal_locations(
            by=by, now=LATER, record_id=casework.records["victim"].pk, reason="I should like to know."
        )
    assert not Reveal.objects.exists()


def test_whether_one_may_ask_does_not_tell_whether_there_is_an_answer(casework: Casework) -> None:
    may_reveal = {row.record_id: row.may_reveal for row in page_of(casework, "idva").subjects}
    assert may_reveal == dict.fromkeys(
        (casework.records["victim"].pk, casework.records["perpetrator"].pk), True
    )


def test_what_is_shared_is_seen_until_it_ends(casework: Casework) -> None:
    representative = casework.users["marac_representative"]

    def sees_it(now: Any) -> bool:
        notes = page_of(casework, "marac_representative", now=now).notes
        return casework.notes["police_C3"] in {note.id for note in notes}

    assert sees_it(LATER)
    assert not sees_it(NOW + timedelta(days=300))
    with pytest.raises(NotAllowed):
        end_share(by=representative, now=LATER, share_id=casework.shares["police_note"])
    end_share(by=casework.users["police_officer"], now=LATER, share_id=casework.shares["police_note"])
    assert not sees_it(LATER)


def test_nobody_shares_what_another_agency_said(casework: Casework) -> None:
    to_council = {
        "now": LATER,
        "case_id": casework.case.pk,
        "to_agency_id": casework.agencies["council"],
        "basis": LawfulBasis.CONSENT,
        "agreement": "Saltby",
        "until": LATER + timedelta(days=30),
    }
    for item in ({"note_id": casework.notes["harbour_C2"]}, {"record_id": casework.records["victim"].pk}):
        for agency in ("police", "harbour"):
            with pytest.raises(NotAllowed):
                share(
                    by=casework.users["police_officer"],
                    from_agency_id=casework.agencies[agency],
                    **item,
                    **to_council,
                )
    of_another_case = CaseNote.objects.get(case=casework.sealed)
    with pytest.raises(NotAllowed):
        share(
            by=casework.users["police_officer"],
            from_agency_id=casework.agencies["police"],
            note_id=of_another_case.pk,
            **to_council,
        )
    with pytest.raises(CaseRefused):
        share(
            by=casework.users["police_officer"],
            from_agency_id=casework.agencies["police"],
            **{**to_council, "until": LATER + timedelta(days=366)},
        )


def test_all_that_was_shared_within_a_case_does_not_hold_what_an_agency_kept(casework: Casework) -> None:
    share(
        by=casework.users["idva"],
        now=LATER,
        case_id=casework.case.pk,
        to_agency_id=casework.agencies["council"],
        from_agency_id=casework.agencies["harbour"],
        basis=LawfulBasis.PUBLIC_TASK,
        agreement="Saltby",
        until=LATER + timedelta(days=30),
    )
    seen = {note.id for note in page_of(casework, "council_spoc").notes}
    assert casework.notes["harbour_C2"] in seen
    assert casework.notes["harbour_C3"] not in seen


def test_a_correction_keeps_the_words_before_and_never_loses_another(casework: Casework) -> None:
    idva, note = casework.users["idva"], casework.notes["harbour_C2"]
    before = CaseNote.objects.get(pk=note).text
    correct_note(by=idva, now=LATER, note_id=note, version=1, text="It was the evening.")
    with pytest.raises(StaleNote) as stale:
        correct_note(by=idva, now=LATER, note_id=note, version=1, text="It was the morning.")

    assert (stale.value.text, stale.value.version) == ("It was the evening.", 2)
    assert NoteVersion.objects.get().text == before
    page = queries.note_page(idva, note, now=LATER)
    assert [page.note.text, *(version.text for version in page.versions)] == ["It was the evening.", before]
    with pytest.raises(NotAllowed):
        correct_note(by=casework.users["police_officer"], now=LATER, note_id=note, version=2, text="No.")
    with pytest.raises(NotFound):
        correct_note(
            by=casework.users["police_officer"],
            now=LATER,
            note_id=casework.notes["harbour_C3"],
            version=1,
            text="No.",
        )


def test_a_record_is_corrected_by_its_own_agency_and_keeps_what_it_said(casework: Casework) -> None:
    record, idva = casework.records["victim"], casework.users["idva"]
    change = {"now": LATER, "record_id": record.pk, "version": 1, "name": "Willa Example", "born_on": "1988"}
    with pytest.raises(NotAllowed):
        correct_record(by=casework.users["police_officer"], **change)
    correct_record(by=idva, **change)
    with pytest.raises(StaleRecord) as stale:
        correct_record(by=idva, **{**change, "name": "Wilma Example"})

    found = stale.value
    assert (found.name, found.version) == ("Willa Example", 2)
    assert (found.recorded_at, found.recorded_by_name) == (LATER, idva.name)
    [before] = queries.record_versions(idva, record.pk, now=LATER)
    assert (before.version, before.name, before.born_on) == (1, record.name, "1988-03-14")
    assert (before.recorded_at, before.recorded_by_name) == (NOW, idva.name)
    assert queries.record_versions(casework.users["police_spoc"], record.pk, now=LATER) == ()


def test_nothing_is_written_in_a_closed_case_until_it_is_opened_again(casework: Casework) -> None:
    idva, case = casework.users["idva"], casework.case
    note = {
        "by": idva,
        "now": LATER,
        "case_id": case.pk,
        "agency_id": casework.agencies["harbour"],
        "item_class": ItemClass.SHARED_CONTENT,
        "text": "One more thing.",
    }
    with pytest.raises(NotAllowed):
        close_case(by=casework.users["police_officer"], now=LATER, case_id=case.pk, version=1)
    close_case(by=idva, now=LATER, case_id=case.pk, version=1)
    with pytest.raises(NotAllowed):
        write_note(**note)
    with pytest.raises(StaleCase):
        reopen_case(by=idva, now=LATER, case_id=case.pk, version=1)
    reopen_case(by=idva, now=LATER, case_id=case.pk, version=2)
    write_note(**note)


def test_only_a_review_has_a_panel(casework: Casework) -> None:
    coordinator = casework.users["coordinator"]
    assert not page_of(casework, "chair", "review").notes
    open_panel(by=coordinator, now=LATER, case_id=casework.review.pk, version=1)
    page = page_of(casework, "chair", "review")
    assert page.case.stage is CaseStage.PANEL_OPEN
    assert len(page.notes) == 1
    with pytest.raises(CaseRefused):
        open_panel(by=casework.users["idva"], now=LATER, case_id=casework.case.pk, version=1)


def test_a_case_is_opened_for_ones_own_agency_and_of_ones_own_kind(casework: Casework) -> None:
    for user, kind, agency in (
        ("idva", CaseKind.CASEWORK, "police"),
        ("coordinator", CaseKind.CASEWORK, "partnership"),
        ("auditor", CaseKind.REVIEW, "partnership"),
    ):
        with pytest.raises(NotAllowed):
            open_case(by=casework.users[user], now=LATER, kind=kind, agency_id=casework.agencies[agency])


def test_the_barred_and_the_unfit_are_refused_in_the_same_words(casework: Casework) -> None:
    words = set()
    for user_id in (casework.users["police_colleague"].pk, casework.users["police_spoc"].pk, uuid4()):
        with pytest.raises(CaseRefused) as refused:
            add_member(
                by=casework.users["idva"],
                now=LATER,
                case_id=casework.case.pk,
                user_id=user_id,
                agency_id=casework.agencies["police"],
                capacity=Capacity.WORKER,
            )
        words.add(str(refused.value))
    assert len(words) == 1


def test_who_leaves_a_case_sees_it_no_more_and_the_last_lead_worker_stays(casework: Casework) -> None:
    idva = casework.users["idva"]
    members = {member.user_id: member.pk for member in CaseMember.objects.filter(case=casework.case)}
    end_member(by=idva, now=LATER, member_id=members[casework.users["police_officer"].pk])
    with pytest.raises(NotFound):
        page_of(casework, "police_officer", now=LATER + timedelta(seconds=1))
    with pytest.raises(CaseRefused):
        end_member(by=idva, now=LATER, member_id=members[idva.pk])


def test_a_sealed_case_is_there_for_those_named_on_it_only(casework: Casework) -> None:
    assert page_of(casework, "police_officer", "sealed").seal is not None
    for user in ("police_spoc", "marac_coordinator", "coordinator", "administrator", "idva"):
        with pytest.raises(NotFound):
            page_of(casework, user, "sealed")


def test_two_people_change_a_seal_and_never_down_to_one(casework: Casework) -> None:
    lead, officer, case = casework.users["police_officer"], casework.users["police_privacy"], casework.sealed
    proposal = {"now": LATER, "case_id": case.pk, "reason": "It is over."}
    with pytest.raises(CaseRefused):
        propose_seal(by=lead, kind=SealChangeKind.UNNAME, user_ids=(lead.pk,), **proposal)
    colleague = casework.users["marac_coordinator"]
    named = propose_seal(by=lead, kind=SealChangeKind.NAME, user_ids=(colleague.pk,), **proposal)
    with pytest.raises(NotAllowed):
        decide_seal(by=lead, now=LATER, change_id=named, confirm=True)
    decide_seal(by=officer, now=LATER, change_id=named, confirm=True)
    assert SealName.objects.filter(seal__case=case).count() == 3
    with pytest.raises(CaseRefused):  # nobody could take the seal off
        propose_seal(by=lead, kind=SealChangeKind.UNNAME, user_ids=(officer.pk,), **proposal)

    own = propose_seal(by=officer, kind=SealChangeKind.UNSEAL, user_ids=(), **proposal)
    with pytest.raises(NotAllowed):  # nobody approves what they made
        decide_seal(by=officer, now=LATER, change_id=own, confirm=True)
    theirs = propose_seal(by=lead, kind=SealChangeKind.UNSEAL, user_ids=(), **proposal)
    assert {row.id for row in queries.seal_changes_to_decide(officer, now=LATER)} == {theirs}
    decide_seal(by=officer, now=LATER, change_id=theirs, confirm=True)
    assert page_of(casework, "police_spoc", "sealed").seal is None


def test_whoever_adds_a_person_sees_them(casework: Casework) -> None:
    officer = casework.users["police_officer"]
    with acting(actor_for(officer, LATER)):
        record = add_subject(
            by=officer,
            now=LATER,
            case_id=casework.case.pk,
            role="CHILD",
            name="Ferdinand Example",
            agency_id=casework.agencies["police"],
        )
    assert record in {row.record_id for row in page_of(casework, "idva").subjects}


def test_a_page_says_why_and_what_one_may_do(casework: Casework) -> None:
    why = queries.why_may_see(casework.users["harbour_practitioner"], casework.case.pk, now=LATER)
    assert len(why) == 1
    assert "emergency access" in why[0]
    assert Permission.MANAGE_MEMBERS in page_of(casework, "idva").may
    assert Permission.MANAGE_MEMBERS not in page_of(casework, "police_officer").may
    may_in_emergency = page_of(casework, "harbour_practitioner").may
    assert may_in_emergency == {Permission.READ_CASE, Permission.TAKE_EMERGENCY_ACCESS}


def test_it_is_kept_what_a_page_showed(casework: Casework) -> None:
    page = page_of(casework, "marac_coordinator")
    with acting(actor_for(casework.users["marac_coordinator"], LATER)):
        record_case_opened(by=casework.users["marac_coordinator"], now=LATER, page=page)
    subjects = AuditEntry.objects.get(verb="opened", actor_id=casework.users["marac_coordinator"].pk).details[
        "subjects"
    ]
    assert set(subjects["people.PersonRecord"]) == {str(record.pk) for record in casework.records.values()}
    assert len(subjects["cases.CaseNote"]) == 2
