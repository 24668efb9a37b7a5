"""An event of a live case, written down by who works on it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.chronology.reading_dates import read_date
from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.events import EventKind, EventRole
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.records.cases.services.wording import CaseRefused
from sightline.records.chronologies.queries.reading import PersonName, chronology_case
from sightline.records.chronologies.services.looking import record_entries_shown
from sightline.records.events.services.recording import NewEvent, NewPerson, record_event
from sightline.web.casework.forms import NOTE_CLASSES, Choices, ForAgencyForm, worded
from sightline.web.casework.opening import GET_OR_POST, form_page, of_case, own_agencies, shell
from sightline.web.page import Request


class EventForm(ForAgencyForm):
    """What happened, and in what part each person of the case was in it."""

    components = {
        "kind": "select",
        "text": "long",
        "response": "textarea",
        "item_class": "radios",
    }

    date_text = forms.CharField(
        label="When did it happen?",
        help_text="No more exactly than you know it: 3 May 2026 at 23:10, mid-April 2026, spring 2025",
        max_length=200,
        error_messages={"required": "Write when it happened, or “not known”"},
    )
    kind = forms.ChoiceField(
        label="What kind of thing happened?",
        choices=[("", "Choose"), *worded(EventKind)],
        error_messages={"required": "Choose what kind of thing happened"},
    )
    text = forms.CharField(
        label="What happened?",
        help_text="Never write where somebody lives or how to reach them: other agencies read it.",
        error_messages={"required": "Write what happened"},
    )
    response = forms.CharField(label="What was done about it? (optional)", required=False)
    source_record = forms.CharField(
        label="Where is it recorded? (optional)", help_text="Your own system, log or file", required=False
    )
    item_class = forms.ChoiceField(
        label="Who is it for?", choices=NOTE_CLASSES, error_messages={"required": "Choose who it is for"}
    )

    def __init__(self, *args: Any, people: Iterable[PersonName], agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, agencies=agencies, **kwargs)
        self._people = tuple(people)
        for person in self._people:
            self.fields[self._part(person)] = forms.ChoiceField(
                label=f"In what part was {person.name} in it?",
                choices=[("", "Not in it"), *worded(EventRole)],
                required=False,
            )

    def component(self, name: str) -> str:
        return "select" if name.startswith("part-") else super().component(name)

    @property
    def event(self) -> NewEvent:
        """What was typed, as it is to be kept."""
        typed = self.cleaned_data
        parts = ((person.subject_id, typed[self._part(person)]) for person in self._people)
        return NewEvent(
            occurred=read_date(typed["date_text"]),
            kind=EventKind(typed["kind"]),
            text=typed["text"],
            response=typed["response"],
            source_record=typed["source_record"],
            people=tuple(NewPerson(EventRole(role), subject) for subject, role in parts if role),
        )

    @staticmethod
    def _part(person: PersonName) -> str:
        return f"part-{person.subject_id}"


@require_http_methods(GET_OR_POST)
def add(request: Request, case_id: UUID) -> HttpResponse:
    shown = shell(request, case_id, Permission.WRITE_ITEM)
    now = timezone.now()
    people = chronology_case(request.user, case_id, now=now).people
    form = EventForm(
        request.POST or None,
        people=people,
        agencies=own_agencies(request.user, Permission.WRITE_ITEM),
        initial={"item_class": ItemClass.SHARED_CONTENT.value},
    )
    if request.method == "POST" and form.is_valid():
        try:
            record_event(
                by=request.user,
                now=now,
                case_id=case_id,
                agency_id=form.agency_id,
                item_class=ItemClass(form.cleaned_data["item_class"]),
                event=form.event,
            )
        except CaseRefused as error:
            form.add_error("date_text" if "date" in str(error) else "text", str(error))
        else:
            messages.success(request, _recorded(form.event))
            return redirect("chronology", case_id)
    record_entries_shown(
        by=request.user, now=now, case_id=case_id, entries=(), people=[each.record_id for each in people]
    )
    return form_page(
        request,
        title="Record an event",
        form=form,
        save_wording="Record the event",
        **{
            **of_case(shown),
            "back_href": reverse("chronology", args=[case_id]),
            "back_wording": "Back to the chronology",
        },
    )


def _recorded(event: NewEvent) -> str:
    if event.occurred.is_dated:
        return "The event is recorded."
    return (
        f"The event is recorded. “{event.occurred.text}” could not be read as a date, so it stands "
        "as you wrote it, among the entries without a date."
    )
