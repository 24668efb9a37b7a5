"""Readings of an invented review, in the published JSON form, without a file behind them."""

from typing import Any

TEXT = "An invented review of Saltby. Every word of it is made up for tests."


def row(number: str, recommendation: str, **fields: Any) -> dict[str, Any]:
    """One row of an action plan; `section`, `lead`, `action` … as given, the rest not printed."""
    blank = dict.fromkeys(
        ("section", "finding", "lead", "action", "milestone", "target_text", "status"), None
    )
    return {
        **blank,
        "number": number,
        "recommendation": recommendation,
        "target_on": [],
        "parts": [],
        "source": source(),
        "sources": {},
        **fields,
    }


def source() -> dict[str, Any]:
    return {"page": None, "start": 3, "end": 11, "text": TEXT[3:11], "continued": []}


def envelope(*, plan: list[dict[str, Any]] | None = None, **sections: Any) -> dict[str, Any]:
    """A whole reading: front matter and the given sections."""
    front = {
        "title": "Review of Saltby",
        "review_kind": "Domestic Homicide Review",
        "commissioned_by": "Saltby Community Safety Partnership",
        "chair": None,
        "author": None,
        "report_date": {"text": "April 2026", "on": "2026-04", "precision": "month", "sources": {}},
        "scope": None,
        "source": source(),
        "sources": {"title": source()},
    }
    return {
        "schema_version": "1.0",
        "file": {"name": "saltby.txt", "format": "txt", "pages": None, "characters": len(TEXT)},
        "text": TEXT,
        "document": front,
        "subjects": [],
        "panel": [],
        "contributions": [],
        "terms_of_reference": [],
        "events": [],
        "findings": [],
        "lessons": [],
        "recommendations": [],
        "action_plan": plan or [],
        "defects": [],
        **sections,
    }
