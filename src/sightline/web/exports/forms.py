"""The shapes of what is typed when a file is asked for, and when one is refused."""

from django import forms

from sightline.records.exports.services import REASON_LENGTH

FORMATS = (("xlsx", "Excel"), ("docx", "Word"), ("csv", "CSV"), ("json", "JSON"))


class ExportForm(forms.Form):
    format = forms.ChoiceField(
        label="Which kind of file?", choices=FORMATS, error_messages={"required": "Choose a kind of file"}
    )
    reason = forms.CharField(
        label="What is the file for?",
        help_text="Needed where it names many people. Whoever approves it reads this.",
        max_length=REASON_LENGTH,
        required=False,
    )


class DeclineForm(forms.Form):
    why = forms.CharField(
        label="Why not?",
        help_text="Whoever asked for the file reads this.",
        max_length=REASON_LENGTH,
        error_messages={"required": "Say why not"},
    )
