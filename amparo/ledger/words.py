"""Text folding and sorting that do not depend on the database's collation."""

import re
import unicodedata

APOSTROPHES = "'`´‘’‛ʹʻʼʽʾʿˀ′ꞌꞋʔɁɂ＇"
"""Apostrophes and glottal stops: each hand writes another one, or none."""
_WITHOUT_APOSTROPHES = str.maketrans("", "", APOSTROPHES)

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Marks of direction and of width zero, which come with text that is pasted and let a name read as another."""
_JOINERS = dict.fromkeys(map(ord, "\u200c\u200d"))
"""Marks that shape letters of some scripts: kept in what is stored, without weight where names are compared."""
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\uff0d", "-"))


def visible_text(text: str) -> str:
    """Return a text as written, in composed letters and without what nobody sees.

    >>> visible_text("Jose\u0301\u200b")
    'José'
    """
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def fold_text(text: str) -> str:
    """Return a text in lower case without accents and apostrophes.

    With one space between words, the plain hyphen for its look-alikes, and nothing that nobody sees.

    >>> fold_text("  José  ÁLVAREZ Núñez B’alam ")
    'jose alvarez nunez balam'
    """
    seen = _INVISIBLE.sub("", text).translate(_JOINERS).translate(_DASHES)
    plain = unicodedata.normalize("NFKD", seen.casefold().translate(_WITHOUT_APOSTROPHES))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def sort_key(text: str) -> str:
    """Return a sort key for Spanish: accents do not count, ñ follows n.

    >>> sorted(["oso", "Ñandú", "nube", "álvaro"], key=sort_key)
    ['álvaro', 'nube', 'Ñandú', 'oso']
    """
    return fold_text(text.casefold().replace("ñ", "n~").replace("Ñ", "n~"))
