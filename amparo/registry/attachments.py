"""The bytes of a file as a response, of pages and API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse

if TYPE_CHECKING:
    from amparo.registry.models import StoredFile

_EXTENSIONS = {"image/jpeg": "jpg", "application/pdf": "pdf"}
MEDIA_TYPES = (*_EXTENSIONS, "application/octet-stream")
"""What an upload is kept as; the last, by which programs know that it is bytes, for whatever else there may be."""


def as_attachment(row: StoredFile, content: bytes) -> HttpResponse:
    """Return a response with the bytes of a file, so that no page can run them."""
    extension = _EXTENSIONS.get(row.media_type, "bin")
    response = HttpResponse(content, content_type=row.media_type)
    response["Content-Disposition"] = f'inline; filename="amparo-{row.id.hex[-8:]}.{extension}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
