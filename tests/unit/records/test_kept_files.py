"""The name a file came with is shown and offered again, and nothing else is made of it."""

import pytest

from sightline.records.kept_files import file_name_of


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("minutes.pdf", "minutes.pdf"),
        ("C:\\minutes\\may.pdf", "may.pdf"),
        ("../../etc/passwd", "passwd"),
        ("tab\tand\nline.pdf", "tabandline.pdf"),
        ("gpj.\u202efdp.exe", "gpj.fdp.exe"),
        ("x" * 250 + ".pdf", "x" * 196 + ".pdf"),
        ("\n", "file"),
        ("", "file"),
    ],
)
def test_a_name_keeps_its_last_part_and_what_can_be_printed(sent: str, kept: str) -> None:
    assert file_name_of(sent) == kept
