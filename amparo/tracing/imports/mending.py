"""Text that was damaged on its way into a file, where what it was is certain.

UTF-8 read as Windows-1252 and stored again, once or twice, and entities of web pages. A letter that was lost is not
guessed: it is said.
"""

from __future__ import annotations

import html
import re
from typing import Final

_ENTITY: Final = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,5});")
_TWICE: Final = re.compile("Ãƒ\u00c2?(?=.)|Ã\u0192Â")
_FOLLOWING: Final = {bytes([byte]).decode("cp1252", errors="ignore") or chr(byte): byte for byte in range(0x80, 0xC0)}
"""The characters as which Windows-1252 reads the bytes that go on a letter of UTF-8."""
_NEVER_MEANT: Final = "".join(letter for letter in _FOLLOWING if letter not in "»”’\u00a0")
"""Without those that may close a quotation, or a word, after a Portuguese Ã."""
_LETTER: Final = re.compile(f"Ã([{re.escape(_NEVER_MEANT)}])")
_SIGN: Final = re.compile("Â([¿¡°ºª´])")
_QUOTE: Final = re.compile("â€([™˜œ“”\u009d])")
_QUOTES: Final = {"™": "’", "˜": "‘", "œ": "“", "“": "–", "”": "—", "\u009d": "”"}
_LOST: Final = re.compile(r"\ufffd|(?<=[^\W\d_])\?(?=[^\W\d_])")


def mend_text(text: str) -> str:
    """Return a text with the letters that it had.

    >>> mend_text("MarÃ\u00ada QuiÃ±Ã³nez"), mend_text("Jos&eacute;"), mend_text("JOÃO «IRMû")
    ('María Quiñónez', 'José', 'JOÃO «IRMû')
    """
    if "Ã" in text or "Â" in text or "â€" in text:
        text = _LETTER.sub(_as_utf8, _TWICE.sub("Ã", text))
        text = _QUOTE.sub(lambda found: _QUOTES[found[1]], _SIGN.sub(r"\1", text))
    return html.unescape(text) if _ENTITY.search(text) else text


def _as_utf8(found: re.Match[str]) -> str:
    return bytes([0xC3, _FOLLOWING[found[1]]]).decode("utf-8")


def has_lost_letters(text: str) -> bool:
    """Return whether a letter of a word was lost.

    >>> has_lost_letters("Mar?a"), has_lost_letters("¿Dónde? Aquí")
    (True, False)
    """
    return bool(_LOST.search(text))
