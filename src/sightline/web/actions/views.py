"""One action: what is to be done, what was said, its evidence, targets, owner and duplicates."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sightline.domain.policy.permissions import Permission
from sightline.domain.states.action import ActionStatus
from sightline.domain.vocabulary.channels import Channel
from sightline.records.access.policies import holding, require
from sightline.records.access.queries import may
from sightline.records.actions.evidence_types import EvidenceRefused
from sightline.records.actions.queries import actions_to_link, likely_originals
from sightline.records.actions.services import answers, assigning, duplicates, evidence_files, target_dates
from sightline.records.reviews.queries.plan import ActionPage
from sightline.records.reviews.services.plan import open_action
from sightline.records.reviews.services.reviews import record_listed
from sightline.web.actions import presenters
from sightline.web.actions.assigning import assign_form, assigned
from sightline.web.actions.forms import EvidenceForm, FindOriginalForm, ReasonForm, TargetsForm, UpdateForm
from sightline.web.page import Request, page
from sightline.web.paging import page_number
from sightline.web.wording import printed_date

GET_OR_POST = ["GET", "HEAD", "POST"]

STATUS_HINTS = {
    ActionStatus.DONE_CLAIMED.value: "The work is done; nobody outside the agency has seen proof yet.",
    ActionStatus.DONE_SEEN.value: "You have looked at proof that the work is done.",
    ActionStatus.IN_PLACE_ALREADY.value: "It was there before the review asked for it.",
    ActionStatus.REFUSED.value: "The agency will not do it. Give the reason below.",
    ActionStatus.NO_ACTION_REQUIRED.value: "Nothing has to be done. Give the reason below.",
    ActionStatus.SUPERSEDED.value: "Something else has taken its place. Say what, below.",
}


@require_GET
def action(request: Request, action_id: UUID) -> HttpResponse:
    found = _open(request, action_id)
    shown = presenters.action_page(
        found,
        may_assign=may(request.user, Permission.ASSIGN_ACTIONS),
        may_retarget=may(request.user, Permission.CHANGE_TARGETS),
        may_link=may(request.user, Permission.LINK_DUPLICATES),
    )
    return page(request, "actions/action.html", title=shown["name"], action=shown, crumbs=shown["crumbs"])


@require_http_methods(GET_OR_POST)
def update(request: Request, action_id: UUID) -> HttpResponse:
    found = _open(request, action_id)
    form = UpdateForm(
        request.POST or None,
        current=found.row.status,
        moves=found.moves,
        initial={"status": found.row.status.value, "channel": Channel.SIGHTLINE.value},
    )
    version, conflict = request.POST.get("version", found.row.version), ""
    newer: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            answers.update_action(
                by=request.user,
                now=timezone.now(),
                action_id=action_id,
                version=page_number(str(version)),
                text=typed["text"],
                channel=Channel(typed["channel"]),
                given_by=typed["given_by"],
                status=ActionStatus(typed["status"]),
                reason=typed["reason"],
            )
        except answers.StaleAction as error:
            version, conflict = error.version, f"It is now “{error.status.wording}”. This is what was said:"
            newer = presenters.updates((error.latest,) if error.latest else ())
        except answers.AnswerRefused as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, "The update is saved.")
            return redirect("action", action_id)
    return page(
        request,
        "actions/update.html",
        status=409 if conflict else 200,
        title="Add an update",
        form=form,
        version=version,
        conflict=conflict,
        newer=newer,
        action_name=presenters.name_of(found.row),
        action_text=found.row.text,
        serves=presenters.served_too(found),
        not_yet_seen=presenters.not_yet_seen(
            found, may_mark_seen=may(request.user, Permission.MARK_EVIDENCE_SEEN)
        ),
        status_hints=STATUS_HINTS,
        back_href=reverse("action", args=[action_id]),
    )


@require_http_methods(GET_OR_POST)
def add_evidence(request: Request, action_id: UUID) -> HttpResponse:
    found = _open(request, action_id)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            evidence_files.add_evidence(
                by=request.user,
                now=timezone.now(),
                action_id=action_id,
                name=file.name,
                data=file.read(),
                description=form.cleaned_data["description"],
            )
        except EvidenceRefused as error:
            form.add_error("file", str(error))
        else:
            messages.success(
                request, "The evidence is added. Somebody else has to see it before it counts as seen."
            )
            return redirect("action", action_id)
    return page(
        request,
        "actions/evidence.html",
        title="Add evidence",
        form=form,
        action_name=presenters.name_of(found.row),
        back_href=reverse("action", args=[action_id]),
    )


@require_POST
def evidence_seen(request: Request, action_id: UUID, evidence_id: UUID) -> HttpResponse:
    may_close = evidence_files.mark_evidence_seen(
        by=request.user, now=timezone.now(), evidence_id=evidence_id
    )
    more = " If it proves the whole action, add an update with “Done, evidence seen”." if may_close else ""
    messages.success(request, f"Marked as seen by you.{more}")
    return redirect("action", action_id)


@require_http_methods(GET_OR_POST)
def targets(request: Request, action_id: UUID) -> HttpResponse:
    found = _open(request, action_id)
    require(holding(request.user, Permission.CHANGE_TARGETS))
    dates = "\n".join(printed_date(target.printed_on) for target in found.row.targets)
    form = TargetsForm(request.POST or None, initial={"targets": dates})
    version, conflict = request.POST.get("version", found.row.version), ""
    if request.method == "POST" and form.is_valid():
        try:
            target_dates.change_targets(
                by=request.user,
                now=timezone.now(),
                action_id=action_id,
                version=page_number(str(version)),
                targets=form.cleaned_data["targets"],
                reason=form.cleaned_data["reason"],
            )
        except answers.StaleAction as error:
            dates = "\n".join(printed_date(each.printed_on) for each in _open(request, action_id).row.targets)
            version, conflict = error.version, f"{error} The targets are now: {dates or 'none'}."
        except target_dates.TargetsRefused as error:
            form.add_error("targets", str(error))
        else:
            messages.success(request, "The target is changed. What the plan printed stays beside it.")
            return redirect("action", action_id)
    return page(
        request,
        "actions/form.html",
        status=409 if conflict else 200,
        title="Change the target",
        form=form,
        version=version,
        conflict=conflict,
        intro=(f"The plan printed: {found.row.target_text}",)
        if found.row.target_text
        else ("The plan printed no date.",),
        action_name=presenters.name_of(found.row),
        save_wording="Change the target",
        back_href=reverse("action", args=[action_id]),
    )


@require_http_methods(GET_OR_POST)
def assign(request: Request, action_id: UUID) -> HttpResponse:
    found = _open(request, action_id)
    require(holding(request.user, Permission.ASSIGN_ACTIONS))
    form = assign_form(request.user, request.POST or None)
    version, conflict = page_number(request.POST.get("version", str(found.row.version))), ""
    if request.method == "POST" and form.is_valid():
        try:
            assigning.assign_actions(
                by=request.user,
                now=timezone.now(),
                action_ids=[action_id],
                versions={action_id: version},
                **assigned(form.cleaned_data),
            )
        except assigning.StaleAssignment:
            found = _open(request, action_id)
            version = found.row.version
            conflict = (
                "Somebody else changed this action while you were choosing. Who does it now stands above; "
                "what you chose is kept below. Check it and assign again."
            )
        else:
            messages.success(request, "The action is assigned.")
            return redirect("action", action_id)
    return page(
        request,
        "actions/form.html",
        status=409 if conflict else 200,
        title="Who does this?",
        form=form,
        version=version,
        conflict=conflict,
        intro=(
            f"The plan printed: {found.row.lead_text or 'nobody'}.",
            f"Now: {found.row.agency_name or 'no agency'}; {found.row.owner_name or 'no owner'}.",
        ),
        action_name=presenters.name_of(found.row),
        save_wording="Assign",
        back_href=reverse("action", args=[action_id]),
    )


@require_http_methods(GET_OR_POST)
def link_duplicate(request: Request, action_id: UUID) -> HttpResponse:
    """This offers what is most like the action, or what fits a number or words, and links what is chosen."""
    found = _open(request, action_id)
    require(holding(request.user, Permission.LINK_DUPLICATES))
    refused = ""
    if request.method == "POST":
        try:
            original_id = UUID(request.POST.get("original", ""))
            duplicates.link_duplicate(
                by=request.user, now=timezone.now(), action_id=action_id, original_id=original_id
            )
        except ValueError:
            refused = "Choose the action it repeats."
        except duplicates.LinkRefused as error:
            refused = str(error)
        else:
            messages.success(request, "Linked. From now on one answer serves both.")
            return redirect("action", action_id)
    form = FindOriginalForm(request.GET if "words" in request.GET else None)
    searched = form.is_bound and form.is_valid()
    if searched:
        others = actions_to_link(request.user, action_id, form.cleaned_data["words"])
    else:
        others = likely_originals(request.user, action_id)
    record_listed(by=request.user, now=timezone.now(), actions=[other.id for other in others])
    return page(
        request,
        "actions/duplicate.html",
        title="Which action does this repeat?",
        form=form,
        others=presenters.actions_to_choose(others),
        refused=refused,
        searched=searched,
        action_name=presenters.name_of(found.row),
        back_href=reverse("action", args=[action_id]),
        here=reverse("duplicate_link", args=[action_id]),
    )


@require_http_methods(GET_OR_POST)
def unlink_duplicate(request: Request, action_id: UUID) -> HttpResponse:
    found = _open(request, action_id)
    require(holding(request.user, Permission.LINK_DUPLICATES))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            duplicates.unlink_duplicate(
                by=request.user, now=timezone.now(), action_id=action_id, reason=form.cleaned_data["reason"]
            )
        except duplicates.LinkRefused as error:
            form.add_error("reason", str(error))
        else:
            messages.success(request, "Unlinked. Each now needs an answer of its own.")
            return redirect("action", action_id)
    return page(
        request,
        "actions/form.html",
        title="Unlink these actions",
        form=form,
        intro=("They keep what was said so far. After this, an answer to one no longer serves the other.",),
        action_name=presenters.name_of(found.row),
        save_wording="Unlink",
        back_href=reverse("action", args=[action_id]),
    )


def _open(request: Request, action_id: UUID) -> ActionPage:
    return open_action(by=request.user, now=timezone.now(), today=timezone.localdate(), action_id=action_id)
