"""How any file is handed out."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def download(data: bytes, *, name: str, content_type: str) -> HttpResponse:
    """This hands a file out to be kept, never to be opened as a page of ours."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
    )
    return response
