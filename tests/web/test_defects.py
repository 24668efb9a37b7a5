"""The defects of a report: each said once, with places whose links tell where they lead."""

from collections import Counter
from html.parser import HTMLParser
from uuid import uuid4

from sightline.domain.vocabulary.reviews import ReadingSection
from sightline.records.reviews.queries.documents import DefectRow
from sightline.web.published_documents.presenters import defect_groups, place_name
from tests.web.partnership import COORDINATOR, Partnership
from tests.web.review import accept_example, read_example
from tests.web.test_uploading_and_checking import SignedIn

OWNERLESS = "This row has no owner: agree an owner with the agency."


class Links(HTMLParser):
    """Collects what each link to a section or to the report's text is called."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            href = dict(attrs).get("href") or ""
            self._inside = "item=" in href or "from=" in href
            if self._inside:
                self.names.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "a"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.names[-1] += data


def test_a_defect_is_said_once_and_each_of_its_places_by_name(
    signed_in: SignedIn, partnership: Partnership
) -> None:
    page = signed_in(COORDINATOR).get(f"/published-documents/{read_example()}/defects").text
    names = Links(page).names
    assert page.count(OWNERLESS) == 1
    assert {"Row 22: missing owner", "Row 27: missing owner", "Row 27: missing date"} <= set(names)
    assert "Row 27, missing owner: the words" in names
    assert not [name for name, n in Counter(names).items() if n > 1]


def test_the_review_says_its_defects_in_the_same_way(signed_in: SignedIn, partnership: Partnership) -> None:
    page = signed_in(COORDINATOR).get(f"/reviews/{accept_example(partnership)}/").text
    assert page.count(OWNERLESS) == 1
    assert not [name for name, n in Counter(Links(page).names).items() if n > 1]


def test_a_place_found_twice_for_one_kind_is_numbered() -> None:
    found = [
        DefectRow(uuid4(), "unread_text", message, "action_plan", ReadingSection.ACTION_PLAN, None, ())
        for message in ("One column was left out.", "Another was left out.")
    ]
    (group,) = defect_groups(found, uuid4())
    assert (group["name"], group["n"]) == ("Unread text", "2")
    assert [place.name for said in group["sentences"] for place in said["places"]] == [
        "Action plan",
        "Action plan (2)",
    ]


def test_places_are_called_what_they_are() -> None:
    names = {
        "action_plan/87": "Row 88",
        "contributions/12": "Contribution 13",
        "section/6.3": "Section 6.3",
        "section/Aftermath": "Section “Aftermath”",
        "section/front": "Front page",
        "document": "Front page",
        "page/4": "Page 4",
    }
    assert {where: place_name(where) for where in names} == names
