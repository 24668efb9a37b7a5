"""Files that are too large are refused before they are read."""

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile

from sightline.web.actions.forms import EvidenceForm, ImportForm
from sightline.web.published_documents.forms import UploadForm

LIMIT = 25 * 1024 * 1024


@pytest.mark.parametrize("form", [EvidenceForm, ImportForm, UploadForm])
@pytest.mark.parametrize(("n_bytes", "is_refused"), [(LIMIT, False), (LIMIT + 1, True)])
def test_a_file_is_as_large_as_said_or_it_is_refused(form: type, n_bytes: int, is_refused: bool) -> None:
    file = InMemoryUploadedFile(None, "file", "a.xlsx", "", n_bytes, None)
    filled_in = form({"description": "A list"}, {"file": file})
    assert bool(filled_in.errors) is is_refused
    assert ("larger than 25 MB" in str(filled_in.errors)) is is_refused
