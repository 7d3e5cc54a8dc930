"""Texts that were damaged on the way, mended before they are compared.

Read in the wrong encoding once or twice, written as HTML entities or other escapes, with signs that a reading machine
took for letters, or with letters lost. A letter that is lost for good stays as `GAP`, which may stand for any.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from ftfy import TextFixerConfig, fix_text

GAP = "?"
"""Stands in a word for a letter that was lost."""

_CONFIG = TextFixerConfig(
    unescape_html=True, uncurl_quotes=False, fix_latin_ligatures=True, explain=False, normalization="NFC"
)
_PLAIN = re.compile(r"[A-Za-zÁÉÍÓÚÜÑáéíóúüñ \-.,'’]*")
_ESCAPES = re.compile(r"&amp;(?=#?\w+;)|(?:%[0-9A-Fa-f]{2}){1,6}|(?:=[0-9A-F]{2}){1,6}|\\?\bu00([0-9a-fA-F]{2})")
_ENTITY = re.compile(r"&#?\w+;?")
_HALF_READ = re.compile(r"([ÃãAa])([¡©\u00ad³º±¼])|(Ã|(?<=\w)ã)([‰“”‘’šœŸ])")
_SECOND_BYTES = dict(zip("¡©\u00ad³º±¼‰“”‘’šœŸ", "áéíóúñüÉÓÔÑÒÚÜß", strict=True))
_STRAY_BYTE = re.compile(r"(?<=\w)[ÃÂ][^A-Za-z\s]?(?=[a-z?])|(?<=[a-z])[ÃÂ][^A-Za-z\s]?(?=\s|$)")
_OLD_CODES = str.maketrans("¤¢¡£¥‚\u0082\u0090\u00a0±©³º¼", "ñóíúÑéééáñéóúü")
_BETWEEN_LETTERS = re.compile(
    r"(?<=\w)[¤¢¡£¥‚\u0082\u00a0±©³º¼]+(?=\w)|(?<=\w\w)[¤¢¡£¥‚\u0082©³](?=\s|$)|[¤¥\u0090](?=[a-z])"
)
_SIGNS = str.maketrans("@$!|€+", "asliet")
_SIGN_IN_WORD = re.compile(r"(?<=\w)[@$!|€+](?=\w)|\b[@$|€](?=\w\w)|(?<=\w\w)[@$|€](?!\w)")
_LOST = re.compile(r"(?<=\w)[?\ufffd□■_*#¿]+|[\ufffd□■_*#]+(?=\w)|(?<!\S)\?+(?=\w)")
_LOST_SIGN = re.compile(r"[\ufffd□■_*#¿]")


@lru_cache(maxsize=50_000)
def repair(text: str) -> str:
    """Return a text as it was meant; letters that cannot be told are `GAP`.

    >>> repair("MuÃ±oz"), repair("Mar&iacute;a"), repair("Ib��ez")
    ('Muñoz', 'María', 'Ib??ez')
    """
    if _PLAIN.fullmatch(text):
        return text
    for _ in range(3):
        before, text = text, _decode_once(text)
        if text == before:
            break
    text = _HALF_READ.sub(lambda found: _SECOND_BYTES[found[2] or found[4]], text)
    text = _BETWEEN_LETTERS.sub(lambda found: found[0].translate(_OLD_CODES), text)
    text = _STRAY_BYTE.sub(GAP, text)
    text = _SIGN_IN_WORD.sub(lambda found: found[0].translate(_SIGNS), text)
    return _LOST.sub(lambda found: _LOST_SIGN.sub(GAP, found[0]), text)


def _decode_once(text: str) -> str:
    """Return a text with one layer of wrong reading taken off."""
    text = _ESCAPES.sub(_read_escape, text)
    text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return _fix_code_page(fix_text(text, _CONFIG))


def _read_escape(found: re.Match[str]) -> str:
    """Return what an escape stands for, or the escape where it stands for nothing."""
    written = found[0]
    if written.startswith("&"):
        return "&"
    if found[1]:
        return chr(int(found[1], 16))
    return bytes.fromhex(written.replace("%", "").replace("=", "")).decode("utf-8", "replace")


def _fix_code_page(text: str) -> str:
    """Return UTF-8 read rightly that was read as the code page of DOS.

    Or as Macintosh Roman.
    """
    if not any(sign in text for sign in "├┬√¬"):
        return text
    for wrong in ("cp850", "cp437", "mac_roman"):
        try:
            return text.encode(wrong).decode("utf-8")
        except UnicodeError:
            continue
    return text
