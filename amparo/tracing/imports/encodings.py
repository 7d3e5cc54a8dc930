"""Finding the encoding of a text whose program did not state it.

Old programs wrote code page 850 or that of the Macintosh, newer ones Windows-1252; every byte is a letter in each of
them, and only one reading looks like names.
"""

from __future__ import annotations

from amparo.ledger.parsing.rejected import RejectedContent

_CANDIDATES = ("cp1252", "cp850", "mac_roman")
_USUAL = frozenset("áéíóúüñÁÉÍÓÚÜÑçÇãõâêôàèëïîÃÕÂÊÔÀÈªº°¿¡“”‘’«»–—…€·")
_OUTSIDE_WORDS = frozenset("¿¡“”«»–—…€·\xa0")


def decode_text(content: bytes) -> str:
    """Return the text of a file.

    By its mark UTF-8, UTF-16 or UTF-32; without one UTF-16 if every second byte is nought, UTF-8 if it is that, else
    the old encoding in which it reads best. Raises `RejectedContent` `encoding` where it reads well in none.
    """
    if content.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return content.decode("utf-32", errors="replace")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for zeros, name in ((content[1:400:2], "utf-16-le"), (content[0:400:2], "utf-16-be")):
        if len(zeros) > 10 and zeros.count(0) > 0.8 * len(zeros) and content.count(b"\0") <= len(content) // 2:
            return content.decode(name, errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_old(content)


def _decode_old(content: bytes) -> str:
    texts = [content.decode(name, errors="replace") for name in _CANDIDATES]
    odd, best = min((_count_odd(text), at) for at, text in enumerate(texts))
    foreign = sum(letter > "\x7f" for letter in texts[best])
    if odd > foreign / 2 + 1:
        raise RejectedContent("encoding")
    return texts[best]


def _count_odd(text: str) -> int:
    """Return how much in a text no writer of names would write."""
    padded = f" {text} "
    return sum(_oddness(letter, padded[at], padded[at + 2]) for at, letter in enumerate(text) if letter > "\x7f")


def _oddness(letter: str, before: str, after: str) -> int:
    if letter in _OUTSIDE_WORDS:
        return 1 if before.isalpha() and after.isalpha() else 0
    if letter not in _USUAL:
        return 1 if letter.isalpha() else 3
    return 2 if letter.isupper() and before.islower() else 0
