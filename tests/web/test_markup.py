"""What somebody types is words on every page, whatever a browser would make of it."""

from collections.abc import Callable
from html.parser import HTMLParser

from django.test import Client

from sightline.domain.vocabulary.channels import Channel
from sightline.records.access.queries import user_with_email
from sightline.records.actions.services.answers import update_action
from sightline.records.actions.services.evidence_files import add_evidence
from sightline.records.actions.services.target_dates import change_targets
from sightline.records.reviews.queries.plan import whole_plan
from tests.web.partnership import COORDINATOR, Partnership
from tests.web.review import READ_AT, accept_example

MARKUP = (
    "<script>alert('seen')</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</textarea><iframe src=javascript:alert(1)>",
    "<a href='javascript:alert(1)'>press</a>",
    "{{ 7 * 191 }}{% raw %}",
    "&lt;script&gt;&#60;script&#62;",
    "<base href=//203.0.113.9/><form action=//203.0.113.9/>",
)


class _Active(HTMLParser):
    """Collects what runs or leads away."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        leads_away = any("203.0.113.9" in (value or "") for value in values.values())
        is_inline = tag == "script" and "src" not in values
        handles = [name for name in values if name.startswith("on")]
        if tag in {"iframe", "base", "object", "embed"} or is_inline or handles or leads_away:
            self.found.append(f"<{tag} {values}>")
        if (values.get("href") or "").lower().startswith("javascript:") or values.get("src") == "x":
            self.found.append(f"<{tag} {values}>")


def active_parts(page: str) -> list[str]:
    parser = _Active()
    parser.feed(page)
    return parser.found


def test_a_page_that_repeats_what_was_typed_runs_nothing_of_it(
    partnership: Partnership, signed_in: Callable[[str], Client]
) -> None:
    review_id = accept_example(partnership)
    coordinator = user_with_email(COORDINATOR)
    action = whole_plan(coordinator, today=READ_AT.date(), review_id=review_id).rows[0]
    version = action.version
    for number, markup in enumerate(MARKUP):
        update_action(
            by=coordinator, now=READ_AT, action_id=action.id, version=version, text=markup,
            channel=Channel.PHONE, given_by=markup,
        )  # fmt: skip
        change_targets(
            by=coordinator, now=READ_AT, action_id=action.id, version=version + 1,
            targets=[f"2031-0{number + 1}"], reason=markup,
        )  # fmt: skip
        version += 2
        add_evidence(
            by=coordinator, now=READ_AT, action_id=action.id, name=f"{markup}.txt",
            data=markup.replace("<", "(").encode(), description=markup,
        )  # fmt: skip
    client = signed_in(COORDINATOR)

    refused = {
        "version": "1",
        "text": MARKUP[3],
        "given_by": MARKUP[1],
        "status": "no such",
        "channel": "PHONE",
    }
    pages = [
        client.get(f"/actions/{action.id}/").text,
        client.get(f"/reviews/{review_id}/action-plan/").text,
        client.get(f"/reviews/{review_id}/board/").text,
        client.post(f"/actions/{action.id}/update", refused).text,
        client.get("/actions/", {"words": MARKUP[1], "section": MARKUP[0]}).text,
        client.get("/account/sign-in", {"next": MARKUP[1]}, follow=True).text,
    ]

    assert [active_parts(page) for page in pages] == [[]] * len(pages)
    assert "alert(&#39;seen&#39;)" in pages[0]
    assert "{{ 7 * 191 }}" in pages[0]


def test_what_would_run_is_seen() -> None:
    """The reader of pages itself on trial."""
    seen = [bool(active_parts(markup)) for markup in MARKUP]
    assert seen == [True, True, True, True, True, False, False, True]
