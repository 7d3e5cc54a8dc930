"""Parsers of pictures and PDFs.

Each draws what it reads anew, as JPEG or as a PDF of pictures. They run in a process of their own
(`amparo.ledger.parsing`). Nothing of the original bytes is kept, hence no scripts,
no attachments, no place and no device.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from math import ceil
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from amparo.ledger.parsing.rejected import RejectedContent
from amparo.registry.reencode import MAX_PAGES, MAX_PIXELS, MAX_SIDE

_MAX_POINTS = 15_000
"""Side of a page of a PDF in points (5 m)."""
_DPI = 120
_READABLE_WIDTH = 900
"""Pixels below which the short side of a long screenshot is not brought: its letters could not be read."""
_MAX_JPEG_SIDE = 65_000
_JPEG_QUALITY = 85
_FORMATS = ["JPEG", "PNG", "WEBP", "AVIF"]
_MOVING = frozenset({"PNG", "WEBP"})
"""Formats of several pictures one after the other; those of a JPEG are of one scene."""
_DRAWN = frozenset({2, 3, 13, 16, 20})
"""Annotations that are drawn, or say nothing of their own: links, free text, stamps, pop-ups, form fields."""
_XFA = frozenset({2, 3})
_MOST_ANNOTATIONS, _NO_TEXT = 1000, 2
_DAMAGED = (OSError, ValueError, SyntaxError, RuntimeError, IndexError, KeyError, EOFError)


def parse_picture(content: bytes) -> bytes:
    """Return a picture as JPEG. Raises `RejectedContent`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # large pictures are refused below
            opened = Image.open(io.BytesIO(content), formats=_FORMATS)  # reads the header only
            _require_few_pixels(*opened.size)
            if opened.format in _MOVING and getattr(opened, "is_animated", False):
                raise RejectedContent("moving")
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
    """Return a PDF with a picture of each page.

    Raises `RejectedContent`, also for what such a picture would lose: attached files, notes behind an icon, and forms
    whose answers are in XFA.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise RejectedContent("encrypted" if "password" in str(error).lower() else "damaged") from error
    document.init_forms()  # what was filled in is drawn with the page
    if len(document) > MAX_PAGES:
        raise RejectedContent("too_many_pages")
    if len(document) == 0:
        raise RejectedContent("damaged")
    if document.count_attachments():
        raise RejectedContent("attachments")
    if document.get_formtype() in _XFA:
        raise RejectedContent("xfa")
    pages = list(_render_pages(document))
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=_DPI, quality=_JPEG_QUALITY)
    return out.getvalue()


def _has_notes(page: Any) -> bool:
    from pypdfium2 import raw

    for at in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, at)
        if not annotation:
            continue
        size = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)  # in bytes of UTF-16, its NUL too
        is_note = size > _NO_TEXT and raw.FPDFAnnot_GetSubtype(annotation) not in _DRAWN
        raw.FPDFPage_CloseAnnot(annotation)
        if is_note:
            return True
    return False


def _render_pages(document: Any) -> Iterator[Image.Image]:  # the library has no types
    import pypdfium2

    for page in document:
        try:
            if _has_notes(page):
                raise RejectedContent("notes")
            longest = max(page.get_size())
            if not 1 <= longest <= _MAX_POINTS:
                raise RejectedContent("too_many_pixels")
            yield page.render(scale=_fitting_scale(*page.get_size(), at_most=_DPI / 72)).to_pil().convert("RGB")
        except pypdfium2.PdfiumError as error:
            raise RejectedContent("damaged") from error


def _require_few_pixels(width: int, height: int) -> None:
    """Raise `RejectedContent` for more pixels than are decoded, before they are."""
    if width * height > MAX_PIXELS:
        raise RejectedContent("too_many_pixels")


def _flatten(picture: Image.Image) -> Image.Image:
    """Return opaque RGB on white, no larger than a screen needs, without metadata."""
    picture = _with_eight_bits(picture)
    scale = _fitting_scale(*picture.size)
    picture.thumbnail((ceil(picture.width * scale), ceil(picture.height * scale)))
    if picture.has_transparency_data:
        rgba = picture.convert("RGBA")
        picture = Image.new("RGB", rgba.size, "white")
        picture.paste(rgba, mask=rgba.getchannel("A"))
    rgb = picture.convert("RGB")
    bare = Image.new("RGB", rgb.size)
    bare.paste(rgb)
    return bare


def _with_eight_bits(picture: Image.Image) -> Image.Image:
    """Return a grey picture of 16 bits with its tones.

    A plain conversion would cut them off at white.
    """
    if not picture.mode.startswith("I"):
        return picture
    return picture.convert("I").point(lambda tone: tone * (1 / 256)).convert("L")


def _fitting_scale(width: float, height: float, *, at_most: float = 1.0) -> float:
    """Return by how much to scale a picture so that it fits a screen.

    A long one keeps a short side that can be read. Raises `RejectedContent` for one that is too long for that.
    """
    short, long = sorted((width, height))
    scale = min(at_most, max(MAX_SIDE / long, _READABLE_WIDTH / short))
    if long * scale > _MAX_JPEG_SIDE or short * long * scale**2 > MAX_PIXELS:
        raise RejectedContent("too_many_pixels")
    return scale


def _encode_jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    return out.getvalue()
