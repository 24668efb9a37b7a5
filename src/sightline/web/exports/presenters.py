"""Finished words for an export: where it stands, what to do now, until when."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse

from sightline.domain.states.export_request import ExportState
from sightline.domain.vocabulary.exports import ExportKind
from sightline.domain.watermark import printed
from sightline.records.exports.queries import ExportRow
from sightline.web.exports.forms import FORMATS
from sightline.web.wording import count, moment

COLOURS = {
    ExportState.WAITING: "blue",
    ExportState.TO_APPROVE: "yellow",
    ExportState.READY: "green",
    ExportState.REFUSED: "red",
    ExportState.EXPIRED: "grey",
}
HEADINGS = {
    ExportState.WAITING: "Your file is being made",
    ExportState.TO_APPROVE: "A second person has to approve this file",
    ExportState.READY: "Your file is ready",
    ExportState.REFUSED: "There is no file",
    ExportState.EXPIRED: "This file has expired",
}
_BACK = {ExportKind.ACTION_PLAN: "plan", ExportKind.BOARD_REPORT: "board"}
_AGAIN = {ExportKind.ACTION_PLAN: "plan_export", ExportKind.BOARD_REPORT: "board_export"}


def export_page(export: ExportRow, titles: Mapping[UUID, str]) -> dict[str, Any]:
    """This is the page of one export, for who asked for it or who may decide about it."""
    return {
        **_row(export, titles),
        "heading": HEADINGS[export.state] if export.is_own else "A file that somebody asked for",
        "is_waiting": export.state is ExportState.WAITING,
        "said": _said(export),
        "facts": _facts(export),
        "file_href": reverse("export_file", args=[export.id])
        if export.is_own and export.state is ExportState.READY
        else "",
        "progress_href": reverse("export_progress", args=[export.id]),
        "approve_href": reverse("export_approve", args=[export.id]) if export.may_decide else "",
        "decline_href": reverse("export_decline", args=[export.id]),
        "back_href": reverse(_BACK[export.kind], args=[export.object_id])
        if export.object_id in titles
        else "",
        "back_wording": "Back to the action plan"
        if export.kind is ExportKind.ACTION_PLAN
        else "Back to the board page",
        "again_href": reverse(_AGAIN[export.kind], args=[export.object_id])
        if export.is_own
        and export.object_id in titles
        and export.state in {ExportState.REFUSED, ExportState.EXPIRED}
        else "",
    }


def export_rows(exports: Iterable[ExportRow], titles: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """This lists exports with where they stand."""
    return [_row(export, titles) for export in exports]


def _row(export: ExportRow, titles: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "href": reverse("export", args=[export.id]),
        "name": f"{export.kind.wording}, {dict(FORMATS)[export.file_format]}",
        "review": titles.get(export.object_id, "A review you may no longer see"),
        "state": export.state.wording,
        "colour": COLOURS[export.state],
        "requested": moment(export.requested_at),
        "requested_by": export.requested_by_name,
        "until": moment(export.kept_until) if export.state is ExportState.READY else "",
        "reason": export.reason,
        "n_people": count(export.n_people, "person", "people"),
    }


def _said(export: ExportRow) -> str:
    match export.state:
        case ExportState.WAITING:
            return "You can leave this page and come back: the file is made without you."
        case ExportState.TO_APPROVE:
            people = count(export.n_people, "person", "people")
            return f"It names {people}. It is made once somebody who may do so has approved it."
        case ExportState.READY:
            return (
                f"You can download it until {moment(export.kept_until)}; then it is deleted. "
                "Your name, the time and a reference are in the file, some of it where nobody sees it: a "
                "copy that turns up elsewhere leads back to you. Keep it where only those who need it see it."
            )
        case ExportState.REFUSED:
            by = f" {export.decided_by_name} wrote:" if export.decided_by_name else ""
            return f"The file was refused.{by} {export.refusal}"
        case ExportState.EXPIRED:
            return f"It could be downloaded until {moment(export.kept_until)}. Ask for it again."


def _facts(export: ExportRow) -> list[tuple[str, str]]:
    facts = [
        ("Asked for", f"{moment(export.requested_at)}, by {export.requested_by_name}"),
        ("What it is for", export.reason),
        ("People named in it", f"{export.n_people:,}" if export.n_people else ""),
        ("Decided", f"{moment(export.decided_at)}, by {export.decided_by_name}" if export.decided_at else ""),
        ("Downloaded first", moment(export.downloaded_at)),
        ("Reference", printed(export.reference) if export.ready_from else ""),
    ]
    return [(wording, value) for wording, value in facts if value]
