"""The shapes of what is typed on the account and agency pages."""

from collections.abc import Iterable

from django import forms

from sightline.domain.vocabulary.roles import Role


class SignInForm(forms.Form):
    email = forms.EmailField(
        label="E-mail address",
        error_messages={
            "required": "Enter your e-mail address",
            "invalid": "Enter an e-mail address like name@example.org",
        },
    )
    password = forms.CharField(
        label="Password", strip=False, error_messages={"required": "Enter your password"}
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code",
        help_text="The 6 digits that your authenticator app shows, or one of your recovery codes.",
        max_length=20,
        error_messages={"required": "Enter a code"},
    )


class ConfirmForm(forms.Form):
    """What is typed to prove once more who one is; a code where the account has a factor."""

    password = forms.CharField(
        label="Password", strip=False, error_messages={"required": "Enter your password"}
    )
    code = CodeForm.base_fields["code"]

    def __init__(self, *args: object, needs_code: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not needs_code:
            del self.fields["code"]


class PasskeyForm(forms.Form):
    name = forms.CharField(
        label="What do you call this passkey?",
        help_text="So that you can tell it from others, for example “Work telephone”.",
        max_length=60,
        required=False,
    )
    credential = forms.CharField(widget=forms.HiddenInput)


class AppForm(forms.Form):
    code = forms.CharField(
        label="Code that the app shows now",
        max_length=10,
        error_messages={"required": "Enter the code that the app shows"},
    )


class PasswordForm(forms.Form):
    current = forms.CharField(
        label="Your password now", strip=False, error_messages={"required": "Enter the password you have now"}
    )
    new = forms.CharField(
        label="New password",
        strip=False,
        help_text="At least 15 characters. Three words that have nothing to do with each other work well.",
        error_messages={"required": "Enter a new password"},
    )


class FirstPasswordForm(forms.Form):
    new = PasswordForm.base_fields["new"]


class AgencyForm(forms.Form):
    name = forms.CharField(
        label="Name of the agency",
        help_text="As the agency writes it itself, for example “Northmere Borough Council”.",
        max_length=200,
        error_messages={"required": "Enter the agency’s name"},
    )


class AgencyNameForm(forms.Form):
    name = forms.CharField(
        label="Another name it is written under",
        help_text="An abbreviation, a former name, a spelling that reports use.",
        max_length=200,
        error_messages={"required": "Enter the other name"},
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label="What they are here to do", error_messages={"required": "Choose what they are here to do"}
    )

    def __init__(self, *args: object, roles: Iterable[Role], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["role"].choices = [(role.value, role.wording) for role in roles]  # type: ignore[attr-defined]


class UserForm(RoleForm):
    name = forms.CharField(label="Full name", max_length=200, error_messages={"required": "Enter their name"})
    email = forms.EmailField(
        label="Work e-mail address",
        help_text="The invitation goes there, and reminders do. They sign in with it.",
        error_messages={
            "required": "Enter their e-mail address",
            "invalid": "Enter an e-mail address like name@example.org",
        },
    )

    field_order = ("name", "email", "role")
