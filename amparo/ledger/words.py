"""Words compared the same on every server: without accents, whatever the database's collation."""

import unicodedata


def fold_text(text: str) -> str:
    """Lower case without accents, one space between words.

    >>> folded("  José  ÁLVAREZ Núñez ")
    'jose alvarez nunez'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def sort_key(text: str) -> str:
    """Orders Spanish as a Spanish reader does: accents do not count, ñ follows n.

    >>> sorted(["oso", "Ñandú", "nube", "álvaro"], key=sort_key)
    ['álvaro', 'nube', 'Ñandú', 'oso']
    """
    return fold_text(text.casefold().replace("ñ", "n~").replace("Ñ", "n~"))
