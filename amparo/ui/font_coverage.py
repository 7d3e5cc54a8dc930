"""The letters for which an OpenType font has a glyph.

From its table `cmap` (OpenType 1.9, formats 4 and 12).
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from


def covered_letters(font: bytes) -> set[int]:
    """Return the code points that a font covers.

    Of a collection, those of its first font.
    """
    start = unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    (tables,) = unpack_from(">H", font, start + 4)
    for number in range(tables):
        tag, _, offset, _ = unpack_from(">4sIII", font, start + 12 + 16 * number)
        if tag == b"cmap":
            return set(_read_cmap(font, offset))
    return set()


def _read_cmap(font: bytes, cmap: int) -> Iterator[int]:
    (subtables,) = unpack_from(">H", font, cmap + 2)
    for number in range(subtables):
        _, _, offset = unpack_from(">HHI", font, cmap + 4 + 8 * number)
        (form,) = unpack_from(">H", font, cmap + offset)
        if form == 4:
            yield from _read_segments(font, cmap + offset)
        elif form == 12:
            yield from _read_groups(font, cmap + offset)


def _read_segments(font: bytes, at: int) -> Iterator[int]:
    """Yield the letters of format 4: segments of the first plane.

    A glyph is given by a difference or stands in an array.
    """
    (twice,) = unpack_from(">H", font, at + 6)
    count = twice // 2
    ends = unpack_from(f">{count}H", font, at + 14)
    starts = unpack_from(f">{count}H", font, at + 16 + twice)
    deltas = unpack_from(f">{count}H", font, at + 16 + 2 * twice)
    places = at + 16 + 3 * twice
    offsets = unpack_from(f">{count}H", font, places)
    for number, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for letter in range(first, min(last, 0xFFFE) + 1):
            glyph = letter
            if offset:
                (glyph,) = unpack_from(">H", font, places + 2 * number + offset + 2 * (letter - first))
            if glyph and (glyph + delta) % 0x10000:
                yield letter


def _read_groups(font: bytes, at: int) -> Iterator[int]:
    (count,) = unpack_from(">I", font, at + 12)
    for number in range(count):
        first, last, glyph = unpack_from(">III", font, at + 16 + 12 * number)
        yield from range(first if glyph else first + 1, last + 1)
