"""The watch over who reads how much. Run it every ten minutes; each span that stands out alerts once."""

from collections.abc import Iterator
from datetime import datetime

from sightline.domain.audit_trail.unusual import LOOK_BACK, Finding, unusual_reading
from sightline.records.audit.queries import readings_by_reader
from sightline.records.audit.services import raise_reading_alert

#: What leads to a person. Rows of lists and parts of one of these do not count again.
SUBJECTS = (
    "cases.Case",
    "people.Location",
    "people.Person",
    "people.PersonRecord",
    "reviews.PublishedDocument",
    "reviews.Review",
)


def watch_reading(*, now: datetime) -> Iterator[Finding]:
    """This raises an alert for each reader who stands out, and says what was new."""
    for actor_id, readings in readings_by_reader(now - LOOK_BACK, SUBJECTS):
        for finding in unusual_reading(readings, now=now):
            if raise_reading_alert(now=now, actor_id=actor_id, finding=finding):
                yield finding
