"""Parsers of pictures and PDFs.

Each draws what it reads anew, as JPEG or as a PDF of pictures. They run in a process of their own
(`amparo.ledger.parsing`). Nothing of the original bytes is kept, hence no scripts,
no attachments, no place and no device.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from amparo.ledger.parsing.rejected import RejectedContent
from amparo.registry.reencode import MAX_PAGES, MAX_PIXELS, MAX_SIDE

_MAX_POINTS = 15_000
"""Side of a page of a PDF in points (5 m)."""
_DPI = 120
_JPEG_QUALITY = 85
_FORMATS = ["JPEG", "PNG", "WEBP", "AVIF"]
_DAMAGED = (OSError, ValueError, SyntaxError, RuntimeError, IndexError, KeyError, EOFError)


def parse_picture(content: bytes) -> bytes:
    """Return a picture as JPEG. Raises `RejectedContent`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # large pictures are refused below
            opened = Image.open(io.BytesIO(content), formats=_FORMATS)  # reads the header only
            _require_few_pixels(*opened.size)
            opened.draft("RGB", (MAX_SIDE, MAX_SIDE))
            return _encode_jpeg(_flatten(ImageOps.exif_transpose(opened)))
    except Image.DecompressionBombError as error:
        raise RejectedContent("too_many_pixels") from error
    except UnidentifiedImageError as error:
        raise RejectedContent("unknown") from error
    except _DAMAGED as error:
        raise RejectedContent("damaged") from error


def parse_heic(content: bytes) -> bytes:
    """Return the first picture of a HEIC as JPEG. Raises `RejectedContent`."""
    import pi_heif

    try:
        found = pi_heif.open_heif(content)  # reads the header only
        _require_few_pixels(*found.size)
        return _encode_jpeg(_flatten(found.to_pillow()))  # the format rotates the picture itself
    except _DAMAGED as error:
        raise RejectedContent("damaged") from error


def parse_pdf(content: bytes) -> bytes:
    """Return a PDF with a picture of each page. Raises `RejectedContent`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise RejectedContent("encrypted" if "password" in str(error).lower() else "damaged") from error
    if len(document) > MAX_PAGES:
        raise RejectedContent("too_many_pages")
    if len(document) == 0:
        raise RejectedContent("damaged")
    pages = list(_render_pages(document))
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=_DPI, quality=_JPEG_QUALITY)
    return out.getvalue()


def _render_pages(document: object) -> Iterator[Image.Image]:
    import pypdfium2

    for page in document:  # type: ignore[attr-defined]  # the library has no types
        try:
            longest = max(page.get_size())
            if not 1 <= longest <= _MAX_POINTS:
                raise RejectedContent("too_many_pixels")
            yield page.render(scale=min(_DPI / 72, MAX_SIDE / longest)).to_pil().convert("RGB")
        except pypdfium2.PdfiumError as error:
            raise RejectedContent("damaged") from error


def _require_few_pixels(width: int, height: int) -> None:
    """Raise `RejectedContent` for more pixels than are decoded, before they are."""
    if width * height > MAX_PIXELS:
        raise RejectedContent("too_many_pixels")


def _flatten(picture: Image.Image) -> Image.Image:
    """Return opaque RGB on white, no larger than a screen needs, without metadata."""
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    if picture.has_transparency_data:
        rgba = picture.convert("RGBA")
        picture = Image.new("RGB", rgba.size, "white")
        picture.paste(rgba, mask=rgba.getchannel("A"))
    rgb = picture.convert("RGB")
    bare = Image.new("RGB", rgb.size)
    bare.paste(rgb)
    return bare


def _encode_jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    return out.getvalue()
