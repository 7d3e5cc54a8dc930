"""Texts of the screen, written in both languages at once.

Every text a person reads is written where it is used, in Spanish and in English, so that none can lack a language.
A further language comes from a message catalogue keyed by the Spanish text (`docs/adr/0002-texts-in-pairs.md`).
"""

from typing import Literal

from django.utils.functional import lazy
from django.utils.translation import get_language, gettext


def language() -> str:
    """Return the active language, two letters."""
    return (get_language() or "es")[:2]


def written_language() -> Literal["es", "en"]:
    """Return `en` if English is active, else `es`.

    All texts are written in these two languages.
    """
    return "en" if language() == "en" else "es"


def _pick(es: str, en: str, named: tuple[tuple[str, object], ...]) -> str:
    shown = language()
    text = es if shown == "es" else en if shown == "en" else gettext(es)
    return text.format(**dict(named)) if named else text


_lazy_pick = lazy(_pick, str)


def t(es: str, en: str, **named: object) -> str:
    """Return a lazy text in Spanish and English.

    `named` values fill its `{name}` fields.

    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     str(t("Quedan {n} horas", "{n} hours left", n=3))
    '3 hours left'
    """
    return _lazy_pick(es, en, tuple(named.items()))
