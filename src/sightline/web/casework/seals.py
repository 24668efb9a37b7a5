"""Seals: one person proposes a change, another one decides it."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.cases import SealChangeKind
from sightline.errors import NotFound, UserError
from sightline.records.access.policies import holding, require
from sightline.records.access.queries import user_with_email
from sightline.records.cases.queries import CasePage, SealChangeRow, seal_changes_to_decide
from sightline.records.cases.services import seals
from sightline.records.cases.services.stages import record_cases_listed
from sightline.records.cases.services.wording import CaseRefused
from sightline.web.casework import presenters
from sightline.web.casework.forms import SealDecisionForm, SealForm
from sightline.web.casework.opening import GET_OR_POST, form_page, of_case, shell
from sightline.web.page import Request

TO_BE_SEALED = (
    "A sealed case is absent for everybody who is not named: from lists, searches and emergency access. "
    "Name at least two people, one of them a privacy officer who can take the seal off again. "
    "Another person has to confirm it before it holds."
)
IS_SEALED = (
    "Another person has to confirm a change before it holds. To name somebody or take somebody off, choose "
    "one person at a time; to take the seal off, choose nobody."
)


class NobodyOfThatAddress(UserError):
    """An e-mail address with which nobody signs in."""


@require_http_methods(GET_OR_POST)
def propose(request: Request, case_id: UUID) -> HttpResponse:
    found = shell(request, case_id, Permission.PROPOSE_SEAL)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            others = _users(typed["emails"])
            seals.propose_seal(
                by=request.user,
                now=timezone.now(),
                case_id=case_id,
                kind=SealChangeKind(typed["kind"]),
                user_ids=(*map(UUID, typed["people"]), *others),
                reason=typed["reason"],
            )
        except NobodyOfThatAddress as error:
            form.add_error("emails", str(error))
        except CaseRefused as error:
            form.add_error("people", str(error))
        else:
            messages.success(request, "It is proposed. It holds once somebody else has confirmed it.")
            return redirect("case", case_id)
    return form_page(
        request,
        title="Change the seal" if found.seal else "Seal this case",
        form=form,
        intro=(IS_SEALED if found.seal else TO_BE_SEALED,),
        save_wording="Propose it",
        **of_case(found),
    )


@require_http_methods(GET_OR_POST)
def decide(request: Request, change_id: UUID) -> HttpResponse:
    require(holding(request.user, Permission.CONFIRM_SEAL))
    now = timezone.now()
    found = _waiting(request, change_id)
    record_cases_listed(by=request.user, now=now, cases=[found.case_id])
    form = SealDecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            seals.decide_seal(
                by=request.user, now=now, change_id=change_id, confirm=form.cleaned_data["decision"]
            )
        except CaseRefused as error:
            form.add_error("decision", str(error))
        else:
            messages.success(request, "It is decided.")
            return redirect("safeguards")
    return form_page(
        request,
        title=found.kind.wording,
        form=form,
        caption=f"Case {found.reference}",
        rows=presenters.seal_change_rows(found),
        save_wording="Save the decision",
        back_href=reverse("safeguards"),
    )


def _form(request: Request, found: CasePage) -> SealForm:
    if found.seal:
        kinds = [SealChangeKind.NAME, SealChangeKind.UNNAME, SealChangeKind.UNSEAL]
        people = list(found.seal.named)
    else:
        kinds = [SealChangeKind.SEAL]
        people = [(member.user_id, member.name) for member in found.members]
    return SealForm(
        request.POST or None,
        kinds=kinds,
        people=[(str(user_id), name) for user_id, name in dict(people).items()],
        hint="Those named on the seal now." if found.seal else "Those who work on the case now.",
        initial={"kind": kinds[0].value if len(kinds) == 1 else ""},
    )


def _users(addresses: Iterable[str]) -> list[UUID]:
    """Raises: NobodyOfThatAddress"""
    found = []
    for address in addresses:
        try:
            found.append(user_with_email(address).pk)
        except NotFound as error:
            raise NobodyOfThatAddress(f"Nobody signs in with “{address[:80]}”. Check the address.") from error
    return found


def _waiting(request: Request, change_id: UUID) -> SealChangeRow:
    """Raises: NotFound"""
    for found in seal_changes_to_decide(request.user):
        if found.id == change_id:
            return found
    raise NotFound("There is no such change to decide.")
