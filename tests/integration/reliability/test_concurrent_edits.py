"""Fifty people write on one action at once: each answer is kept or refused; a refusal shows both texts."""

import re
import threading
from collections import Counter
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from sightline.records.actions.models import Action, ActionUpdate
from tests.factories.partnership import Partnership, accepted_review, make_partnership, small_plan

N_PEOPLE, N_EDITS = 50, 20
SECONDS_TO_WAIT = 120
_VERSION = re.compile(r'name="version" value="(\d+)"')


@pytest.fixture
def people(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Partnership:
    """The partnership, where every thread sees it."""
    if connection.vendor == "sqlite":
        # A server has eight threads; of fifty, SQLite may leave one waiting for longer than the product does.
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", SECONDS_TO_WAIT)
    return make_partnership()


class Person:
    """Somebody who sends one answer after the other, each from the page that the last one gave."""

    def __init__(self, name: str, people: Partnership, action_id: UUID) -> None:
        self.name = name
        self.client = Client()
        self.client.force_login(people.coordinator)
        self.address = reverse("action_update", args=[action_id])
        self.statuses: Counter[int] = Counter()
        self.kept: set[str] = set()
        self.faults: list[str] = []

    def write(self, start: threading.Barrier) -> None:
        try:
            version = 1
            start.wait()
            for number in range(N_EDITS):
                version = self._send(f"{self.name} wrote this as number {number}.", version)
        finally:
            connection.close()

    def _send(self, text: str, version: int) -> int:
        """Send an answer; return the version to send the next one with."""
        typed = {"text": text, "version": version, "status": "NOT_STARTED", "channel": "SIGHTLINE"}
        answer = self.client.post(self.address, typed)
        self.statuses[answer.status_code] += 1
        if answer.status_code == 302:
            self.kept.add(text)
            return version + 1
        if text not in answer.text:
            self.faults.append(f"version {version}: what was typed is not given back")
        theirs = set(re.findall(r"Person \d+ wrote this as number \d+\.", answer.text)) - {text}
        if not theirs:
            self.faults.append(f"version {version}: what somebody else wrote is not shown")
        return int(_VERSION.search(answer.text)[1])  # type: ignore[index]


def test_no_edit_of_fifty_people_is_lost(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    action = Action.objects.get(number="3")
    writing = [Person(f"Person {number}", people, action.pk) for number in range(N_PEOPLE)]
    start = threading.Barrier(N_PEOPLE)
    threads = [threading.Thread(target=person.write, args=[start]) for person in writing]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    statuses = sum((person.statuses for person in writing), Counter[int]())
    assert statuses.keys() == {302, 409}
    assert statuses.total() == N_PEOPLE * N_EDITS
    assert [fault for person in writing for fault in person.faults] == []
    written = Counter(ActionUpdate.objects.filter(action=action).values_list("text", flat=True))
    assert written == Counter(text for person in writing for text in person.kept)
    action.refresh_from_db()
    assert action.version == 1 + statuses[302]
