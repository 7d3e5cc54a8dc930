"""Text folding and sorting that do not depend on the database's collation."""

import unicodedata

APOSTROPHES = "'`´‘’‛ʹʻʼʽʾʿˀ′ꞌꞋʔɁɂ＇"
"""Apostrophes and glottal stops: each hand writes another one, or none."""
_WITHOUT_APOSTROPHES = str.maketrans("", "", APOSTROPHES)


def fold_text(text: str) -> str:
    """Return a text in lower case without accents and apostrophes.

    With one space between words.

    >>> fold_text("  José  ÁLVAREZ Núñez B’alam ")
    'jose alvarez nunez balam'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_WITHOUT_APOSTROPHES))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def sort_key(text: str) -> str:
    """Return a sort key for Spanish: accents do not count, ñ follows n.

    >>> sorted(["oso", "Ñandú", "nube", "álvaro"], key=sort_key)
    ['álvaro', 'nube', 'Ñandú', 'oso']
    """
    return fold_text(text.casefold().replace("ñ", "n~").replace("Ñ", "n~"))
