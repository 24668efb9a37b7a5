"""Zip-based documents (Word, Excel) with the same bytes for the same content.

The libraries stamp the moment of writing into a file; a golden file and a digest need it gone.
"""

import io
import re
import zipfile

# The earliest moment a zip archive can hold.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"


def repeatable(data: bytes) -> bytes:
    """This rewrites a Word or Excel file without the moment it was made."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == _CORE:
                content = re.sub(
                    rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", content
                )
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return written.getvalue()
