"""Text that was damaged on its way into a file, where what it was is certain.

UTF-8 read as Windows-1252 and stored again, once or twice, and entities of web pages. A letter that was lost is not
guessed: it is said.
"""

from __future__ import annotations

import html
import re
from typing import Final

from ftfy import fix_encoding

_ENTITY: Final = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,5});")
_LOST: Final = re.compile(r"\ufffd|(?<=[^\W\d_])\?(?=[^\W\d_])")


def mend_text(text: str) -> str:
    """Return a text with the letters that it had.

    >>> mend_text("MarÃ\u00ada QuiÃ±Ã³nez"), mend_text("Jos&eacute;"), mend_text("JOÃO «IRMû")
    ('María Quiñónez', 'José', 'JOÃO «IRMû')
    """
    mended = fix_encoding(text)
    return html.unescape(mended) if _ENTITY.search(mended) else mended


def has_lost_letters(text: str) -> bool:
    """Return whether a letter of a word was lost.

    >>> has_lost_letters("Mar?a"), has_lost_letters("¿Dónde? Aquí")
    (True, False)
    """
    return bool(_LOST.search(text))
