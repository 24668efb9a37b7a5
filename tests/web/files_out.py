"""Taking a file out through the pages: asked for, ready, downloaded."""

from uuid import UUID

from django.test import Client


def file_from(client: Client, review_id: UUID, kind: str, extension: str) -> bytes:
    """This is a review's `action-plan` or `board` in one of the formats."""
    asked = client.post(f"/reviews/{review_id}/{kind}/export", {"format": extension})
    assert asked.status_code == 302, asked.text
    answer = client.get(f"{asked.headers['Location']}file")
    assert answer.status_code == 200, answer.text
    return answer.content
