"""Run in a process of its own: fills a migrated site with an invented review and evidence for its actions.

Prints the review's id.
"""

import sys
from datetime import date

import django

django.setup()

from django.test.utils import override_settings  # noqa: E402 (Django has to be set up first)

from sightline.records.actions.services.evidence_files import add_evidence  # noqa: E402
from sightline.records.actor import system  # noqa: E402
from sightline.records.reviews.queries.plan import whole_plan  # noqa: E402
from tests.factories.partnership import NOW, accepted_review, make_partnership, small_plan  # noqa: E402
from tests.factories.readings import envelope, row  # noqa: E402


def main(n_actions: int) -> None:
    plan = small_plan()
    if n_actions > 3:
        plan = envelope(
            plan=[row(str(n + 1), f"Ask {n}.", section="Marram Police") for n in range(n_actions)]
        )
    people = make_partnership()
    review_id = accepted_review(people.coordinator, plan, data=b"an invented report of the heron case")
    for number, action in enumerate(
        whole_plan(people.coordinator, today=date(2026, 5, 1), review_id=review_id).rows[:3]
    ):
        add_evidence(
            by=people.coordinator,
            now=NOW,
            action_id=action.id,
            name="minutes.pdf",
            data=b"%PDF-1.7 invented minutes of the heron case " + bytes([65 + number]) * 300_000,
            description="The minutes",
        )
    print(review_id)


if __name__ == "__main__":
    faster = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with faster, system("fill an invented site"):
        main(int(sys.argv[1]))
