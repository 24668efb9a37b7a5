"""Where somebody is: on one page, for a minute, to who says why, and nowhere else."""

from django.urls import reverse

from sightline.records.audit.queries import who_looked
from sightline.web.casework.urls import urlpatterns
from tests.factories.casework import Casework
from tests.web.casework.conftest import SignedIn

PLACE, NUMBER = "Larkspur Mews", "07700 900731"
REASON = {"reason": "She has called and I am to meet her there."}


def address(casework: Casework) -> str:
    return reverse("locations", args=[casework.case.pk, casework.records["victim"].pk])


def test_a_reason_reveals_and_is_kept(casework: Casework, signed_in: SignedIn) -> None:
    client = signed_in("idva")
    asked = client.get(address(casework))
    assert "Why do you need it now?" in asked.text
    assert PLACE not in asked.text

    shown = client.post(address(casework), REASON)

    assert PLACE in shown.text
    assert NUMBER in shown.text
    assert shown.headers["Cache-Control"] == "no-store, private"
    assert 'http-equiv="refresh" content="60;url=' in shown.text
    assert 'data-hide-after="60"' in shown.text
    assert PLACE not in shown.text[: shown.text.index("</head>")]
    looks = who_looked("people.PersonRecord", str(casework.records["victim"].pk))
    assert (looks[0].verb, looks[0].actor_id) == ("revealed", casework.users["idva"].pk)


def test_a_short_reason_reveals_nothing(casework: Casework, signed_in: SignedIn) -> None:
    refused = signed_in("idva").post(address(casework), {"reason": "because"})
    assert PLACE not in refused.text
    assert "Error: " in refused.text


def test_whoever_proved_who_they_are_long_ago_proves_it_again_first(
    casework: Casework, signed_in: SignedIn
) -> None:
    client = signed_in("idva")
    session = client.session
    del session["proved_at"]
    session.save()
    for answer in (client.get(address(casework)), client.post(address(casework), REASON)):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(reverse("confirm"))


def test_those_whose_work_does_not_need_it_are_told_so(casework: Casework, signed_in: SignedIn) -> None:
    for person in ("police_officer", "marac_representative", "harbour_practitioner"):
        assert signed_in(person).post(address(casework), REASON).status_code == 403


def test_it_is_on_no_other_page(casework: Casework, signed_in: SignedIn) -> None:
    client = signed_in("idva")
    client.post(address(casework), REASON)
    ids = {
        "case_id": casework.case.pk,
        "record_id": casework.records["victim"].pk,
        "note_id": casework.notes["harbour_C2"],
    }
    others = [
        each
        for each in urlpatterns
        if each.name != "locations" and each.pattern.converters.keys() <= ids.keys()
    ]
    pages = [
        client.get(reverse(each.name, kwargs={key: ids[key] for key in each.pattern.converters})).text
        for each in others
    ]
    assert sum("Wilhelmina" in page for page in pages) > 3
    assert not any(PLACE in page or NUMBER in page for page in (*pages, client.get("/").text))


def test_who_adds_a_place_need_not_be_able_to_read_it_back(casework: Casework, signed_in: SignedIn) -> None:
    client = signed_in("police_officer")
    record = [casework.case.pk, casework.records["victim"].pk]
    added = client.post(
        reverse("location_add", args=record),
        {"kind": "WORK", "text": "12 Teasel Row", "is_restricted": "yes"},
    )
    assert added.headers["Location"] == reverse("case", args=record[:1])
    assert client.get(address(casework)).status_code == 403
    shown = signed_in("idva").post(address(casework), REASON).text
    assert "12 Teasel Row" in shown
    assert "Restricted by its source" in shown
