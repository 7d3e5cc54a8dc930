"""Re-encoding of uploads: pictures are drawn anew, and so is every page of a PDF.

What a file is, is seen from its content; its name and what the browser says of it count for nothing. Nothing of the
original bytes is kept, hence no scripts, no attachments, no place and no device. PDFs and the HEIC pictures of
telephones are opened in a process of their own, with limits on time and memory, since what reads them is large and
not written in a memory-safe language.

Run as a program (`python -m amparo.registry.reencode pdf`, or `heic`) it reads a file from its input and writes the
new one.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_SIDE = 2560
MAX_PAGES = 20
_DPI = 120
_SECONDS = 30
_MEMORY_BYTES = 1_500_000_000
_JPEG_QUALITY = 85
_FORMATS = ["JPEG", "PNG", "WEBP", "AVIF"]
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


class RejectedFile(Exception):
    """The file is refused.

    `why`: `empty`, `too_large`, `unknown`, `damaged`, `too_many_pixels`, `encrypted`, `too_many_pages`.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The new bytes, and their media type."""

    content: bytes
    media_type: str


def rebuild(content: bytes) -> Rebuilt:
    """Return a picture as JPEG, a PDF as a PDF of pictures.

    Raises `RejectedFile` for everything else.
    """
    if not content:
        raise RejectedFile("empty")
    if len(content) > MAX_BYTES:
        raise RejectedFile("too_large")
    if content.startswith(b"%PDF-"):
        return Rebuilt(_run_in_subprocess("pdf", content), "application/pdf")
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return Rebuilt(_run_in_subprocess("heic", content), "image/jpeg")
    return Rebuilt(_encode_jpeg(_open_picture(content)), "image/jpeg")


def _open_picture(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # large pictures are refused below
            opened = Image.open(io.BytesIO(content), formats=_FORMATS)
            if opened.width * opened.height > MAX_PIXELS:
                raise RejectedFile("too_many_pixels")
            opened.draft("RGB", (MAX_SIDE, MAX_SIDE))
            upright = ImageOps.exif_transpose(opened)
            return _flatten(upright)
    except Image.DecompressionBombError as error:
        raise RejectedFile("too_many_pixels") from error
    except UnidentifiedImageError as error:
        raise RejectedFile("unknown") from error
    except (OSError, ValueError, SyntaxError, IndexError, KeyError, EOFError, MemoryError) as error:
        raise RejectedFile("damaged") from error


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


def _run_in_subprocess(kind: str, content: bytes) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "amparo.registry.reencode", kind],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RejectedFile("damaged") from error
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip()
        raise RejectedFile(why if why in {"encrypted", "too_many_pages", "too_many_pixels"} else "damaged")
    return done.stdout


def rebuild_heic(content: bytes) -> bytes:
    """Return the first picture of a HEIC as JPEG. Raises `RejectedFile`.

    Call it in a process that may die.
    """
    import pi_heif

    try:
        found = pi_heif.open_heif(content)  # reads the header only
        if found.size[0] * found.size[1] > MAX_PIXELS:
            raise RejectedFile("too_many_pixels")
        return _encode_jpeg(_flatten(found.to_pillow()))  # the format rotates the picture itself
    except (OSError, ValueError, SyntaxError, RuntimeError, IndexError, KeyError, EOFError, MemoryError) as error:
        raise RejectedFile("damaged") from error


def rebuild_pdf(content: bytes) -> bytes:
    """Return a PDF with a picture of each page. Raises `RejectedFile`.

    Call it in a process that may die.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise RejectedFile("encrypted" if "password" in str(error).lower() else "damaged") from error
    if len(document) > MAX_PAGES:
        raise RejectedFile("too_many_pages")
    if len(document) == 0:
        raise RejectedFile("damaged")
    pages = list(_render_pages(document))
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=_DPI, quality=_JPEG_QUALITY)
    return out.getvalue()


def _render_pages(document: object) -> Iterator[Image.Image]:
    import pypdfium2

    for page in document:  # type: ignore[attr-defined]  # the library has no types
        try:
            longest = max(page.get_size())
            if not 1 <= longest <= 15_000:
                raise RejectedFile("too_many_pixels")
            yield page.render(scale=min(_DPI / 72, MAX_SIDE / longest)).to_pil().convert("RGB")
        except pypdfium2.PdfiumError as error:
            raise RejectedFile("damaged") from error


def _main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    rebuilder = {"pdf": rebuild_pdf, "heic": rebuild_heic}[sys.argv[1]]
    try:
        sys.stdout.buffer.write(rebuilder(sys.stdin.buffer.read()))
    except RejectedFile as refused:
        sys.stderr.write(refused.why)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main())
