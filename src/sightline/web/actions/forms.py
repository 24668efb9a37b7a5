"""The shapes of what is typed on the action plan and on an action's pages."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from sightline.domain.published_reviews.dates import iso_dates
from sightline.domain.states.action import ActionStatus
from sightline.domain.vocabulary.channels import Channel
from sightline.exchange.importers import limits
from sightline.records.actions.evidence_types import MAX_BYTES
from sightline.web.plain_form import PlainForm
from sightline.web.uploads import at_most

KEEP = "keep"
NOBODY = "nobody"

#: Channels a person may choose: a spreadsheet and the published plan are noted by Sightline itself.
CHANNELS = tuple(
    channel for channel in Channel if channel not in {Channel.SPREADSHEET, Channel.PUBLISHED_PLAN}
)


class UpdateForm(forms.Form):
    text = forms.CharField(
        label="What has happened?",
        help_text="What was done, by whom and when; what is left; what stands in the way. "
        "Leave out names of victims and children.",
        error_messages={"required": "Write what has happened"},
    )
    status = forms.ChoiceField(
        label="Where does the action stand now?", error_messages={"required": "Choose where it stands"}
    )
    reason = forms.CharField(
        label="Reason",
        help_text="Needed where the action is refused, not required or superseded. The board reads it.",
        required=False,
    )
    channel = forms.ChoiceField(
        label="How did this update come in?",
        choices=[(channel.value, channel.wording) for channel in CHANNELS],
    )
    given_by = forms.CharField(
        label="Given by",
        help_text="Only where somebody else told you: their name and role.",
        max_length=200,
        required=False,
    )

    def __init__(
        self, *args: Any, current: ActionStatus, moves: Sequence[ActionStatus], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.current = current
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            (current.value, f"{current.wording} (as it is)"),
            *((status.value, status.wording) for status in moves),
        ]

    def clean(self) -> dict[str, Any]:
        """This asks for the reason that a status needs."""
        typed = super().clean() or {}
        moved_to = ActionStatus(typed["status"]) if typed.get("status") else self.current
        if moved_to is not self.current and moved_to.needs_reason and not typed.get("reason", "").strip():
            self.add_error("reason", f"Write the reason: “{moved_to.wording}” needs one")
        return typed


class EvidenceForm(forms.Form):
    file = forms.FileField(
        label="Choose the file",
        help_text="PDF, Word, Excel, PowerPoint, OpenDocument, a picture, an Outlook message or plain text; "
        "without macros; up to 25 MB.",
        validators=[at_most(MAX_BYTES)],
        error_messages={"required": "Choose the file", "empty": "This file is empty. Choose another"},
    )
    description = forms.CharField(
        label="What does it show?",
        help_text="For example: attendance list of the training on 3 March, 42 staff.",
        max_length=500,
        error_messages={"required": "Write what the file shows"},
    )


class TargetsForm(PlainForm):
    components = {"targets": "textarea", "reason": "textarea"}

    targets = forms.CharField(
        label="Target dates",
        help_text="One date a line, as exactly as agreed: 30 April 2027, April 2027 or 2027. "
        "A month is due at its end. Empty means no date.",
        required=False,
    )
    reason = forms.CharField(
        label="Why does the target change?", error_messages={"required": "Write why the target changes"}
    )

    def clean_targets(self) -> list[str]:
        """This reads one date a line into ISO as precise as typed."""
        dates: list[str] = []
        for line in self.cleaned_data["targets"].splitlines():
            if not line.strip():
                continue
            found = iso_dates(line)
            if len(found) != 1:
                raise forms.ValidationError(
                    f"“{line.strip()[:40]}” is not one date. Write it like 30 April 2027, April 2027 or 2027"
                )
            dates.append(found[0])
        return dates


class FindOriginalForm(PlainForm):
    words = forms.CharField(
        label="Number or words of the other action",
        help_text="For example 19, or a few words of its recommendation.",
        error_messages={"required": "Enter a number or a few words"},
    )


class ReasonForm(PlainForm):
    components = {"reason": "textarea"}

    reason = forms.CharField(
        label="Why are the two not one action?",
        error_messages={"required": "Write why the two are not one action"},
    )


class AssignForm(PlainForm):
    components = {"agency": "select", "owner": "select"}

    agency = forms.ChoiceField(label="Agency", required=False)
    owner = forms.ChoiceField(label="Owner", required=False)

    def __init__(
        self,
        *args: Any,
        agencies: Iterable[tuple[str, str]] = (),
        owners: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        kept = ((KEEP, "Leave as it is"), (NOBODY, "Nobody"))
        self.fields["agency"].choices = [*kept, *agencies]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [*kept, *owners]  # type: ignore[attr-defined]

    def in_words(self) -> str:
        """This is what was chosen, for somebody who has to choose again."""
        wordings = {name: dict(self.fields[name].choices) for name in self.fields}  # type: ignore[attr-defined]
        return ", ".join(
            f"{self[name].label}: {wordings[name].get(value, 'Leave as it is')}"
            for name, value in self.cleaned_data.items()
        )


class SaveViewForm(forms.Form):
    name = forms.CharField(
        label="Save this view as",
        help_text="You find it above the plan and on your account page.",
        max_length=80,
        error_messages={"required": "Give the view a name"},
    )
    query = forms.CharField(required=False, widget=forms.HiddenInput)


class ImportForm(forms.Form):
    file = forms.FileField(
        label="Choose the Excel file",
        help_text="A file downloaded here as Excel (.xlsx), filled in and saved.",
        validators=[at_most(limits.FILE_BYTES)],
        error_messages={"required": "Choose the Excel file", "empty": "This file is empty. Choose another"},
    )
