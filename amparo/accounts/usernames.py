"""What a user name is made of."""

import re
from typing import Final

from amparo.ledger.text import t

_USERNAME: Final = re.compile(r"(?=.{2,60}\Z)[A-Za-z0-9]+([._-][A-Za-z0-9]+)*")
USERNAME_WORDS: Final = t(
    "De 2 a 60 letras sin acento ni ñ o cifras; entre ellas, de a uno, punto, guion o guion bajo; sin espacios.",
    "2 to 60 letters without accents or digits; between them, one at a time, a dot, hyphen or underscore; no spaces.",
)


def is_username(text: str) -> bool:
    """Return whether a text can be a user name.

    Only ASCII: a letter of another alphabet that looks alike would make two names of one.
    """
    return _USERNAME.fullmatch(text) is not None
