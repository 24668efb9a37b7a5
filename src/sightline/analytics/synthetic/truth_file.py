"""The truth of an invented review as JSON, for whoever measures with other tools than ours."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, time

from sightline.analytics.synthetic.returns.files import ReturnedFile
from sightline.analytics.synthetic.truth import InventedReview


def truth_json(review: InventedReview, files: Iterable[ReturnedFile]) -> bytes:
    """Return all that is known of a review: what happened, who tells of it, where it stands in which file."""
    truth = asdict(review)
    truth["same_incidents"] = [sorted(group) for group in review.same_incidents()]
    truth["files"] = [
        {"agency": file.agency, "name": file.name, "columns": file.columns}
        | {"written": [asdict(line) for line in file.written]}
        for file in files
    ]
    return json.dumps(truth, ensure_ascii=False, indent=1, default=_plain).encode() + b"\n"


def _plain(value: object) -> object:
    match value:
        case date() | time():
            return value.isoformat()
        case frozenset():
            return sorted(value)
    raise TypeError(f"{type(value)} has no form in JSON.")
