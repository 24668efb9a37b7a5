"""How large a file may be that somebody sends: asked before it is read into memory."""

from collections.abc import Callable

from django import forms
from django.core.files.uploadedfile import UploadedFile

MEGABYTE = 1024 * 1024


def at_most(n_bytes: int) -> Callable[[UploadedFile], None]:
    """This makes the validator of a field that takes files up to a size."""

    def validate(file: UploadedFile) -> None:
        if (file.size or 0) > n_bytes:
            raise forms.ValidationError(
                f"This file is larger than {n_bytes // MEGABYTE} MB. Save a smaller copy"
            )

    return validate
