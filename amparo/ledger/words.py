"""Text folding and sorting that do not depend on the database's collation."""

import unicodedata


def fold_text(text: str) -> str:
    """Return a text in lower case without accents, one space between words.

    >>> folded("  José  ÁLVAREZ Núñez ")
    'jose alvarez nunez'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def sort_key(text: str) -> str:
    """Return a sort key for Spanish: accents do not count, ñ follows n.

    >>> sorted(["oso", "Ñandú", "nube", "álvaro"], key=sort_key)
    ['álvaro', 'nube', 'Ñandú', 'oso']
    """
    return fold_text(text.casefold().replace("ñ", "n~").replace("Ñ", "n~"))
