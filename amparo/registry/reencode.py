"""Re-encoding of uploads: pictures are drawn anew, and so is every page of a PDF.

What a file is, is seen from its content; its name and what the browser says of it count for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from amparo.ledger.parsing.rejected import RejectedContent
from amparo.ledger.parsing.run import Limits, run_parser

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_SIDE = 2560
MAX_PAGES = 20
LIMITS = Limits(seconds=15, memory_bytes=1_500_000_000)
_PARSERS = "amparo.registry.picture_parsers"
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The new bytes, and their media type."""

    content: bytes
    media_type: str


def rebuild(content: bytes) -> Rebuilt:
    """Return a picture as JPEG, a PDF as a PDF of pictures.

    Raises `RejectedContent`: `empty`, `too_large`, `unknown`, `damaged`, `too_many_pixels`, `encrypted`,
    `too_many_pages`, `too_complex`.
    """
    if not content:
        raise RejectedContent("empty")
    if len(content) > MAX_BYTES:
        raise RejectedContent("too_large")
    if content.startswith(b"%PDF-"):
        return Rebuilt(run_parser(f"{_PARSERS}:parse_pdf", content, LIMITS), "application/pdf")
    is_heic = content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS
    return Rebuilt(run_parser(f"{_PARSERS}:parse_{'heic' if is_heic else 'picture'}", content, LIMITS), "image/jpeg")
