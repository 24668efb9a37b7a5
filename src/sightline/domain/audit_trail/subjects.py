"""Whose data an entry tells of: each row a page showed, each row a file took out, what somebody was refused.

The ids stand in the entry's details and so under its digest; a table beside the trail makes them findable.
"""

import json
from collections.abc import Collection, Mapping

_SUBJECTS = "subjects"

#: Marks an entry without reading its JSON.
_MARK = f'"{_SUBJECTS}":'


def with_subjects(
    details: Mapping[str, object], subjects: Mapping[str, Collection[str]]
) -> dict[str, object]:
    """This is an entry's details with its subjects: ids by type, each once, in order.

    Example:
        >>> with_subjects({"page": 2}, {"actions.Action": ["b", "a", "b"]})
        {'page': 2, 'subjects': {'actions.Action': ['a', 'b']}}
    """
    return {**details, _SUBJECTS: {kind: sorted(set(ids)) for kind, ids in subjects.items() if ids}}


def subjects_of(details: str) -> list[tuple[str, str]]:
    """This is the type and id of each subject that an entry's details name, in order.

    Raises: ValueError, TypeError, AttributeError for details that we did not write.
    """
    if _MARK not in details:
        return []
    found = json.loads(details).get(_SUBJECTS, {})
    return sorted((kind, object_id) for kind, ids in found.items() for object_id in ids)
