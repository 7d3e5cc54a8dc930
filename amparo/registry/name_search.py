"""The search of people.

One for the lists of cases, reports and pairs, pages and API alike. A name is found by its written words and by how
they sound, in any order and with a comma between surnames and given names; damaged letters are mended and short forms
read in full, on both sides, as the matcher does; a case by a part of its number; a child by a part of a document number
that the reader may read. Where none of the rows has the words, those are found that differ by one slip.

Everything is compared within the rows that row-level security shows the reader. An index of letters over all rows would
answer sooner, but the later the more children of this name are hidden from who asks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final

from django.apps import apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Exists, Model, Q, QuerySet

from amparo.cases.numbers import number_parts, read_case_number
from amparo.cases.selectors import states_number
from amparo.ledger.words import fold_text
from amparo.matching.abbreviations import written_out
from amparo.matching.cleaning import GAP, repair
from amparo.matching.words import PARTICLES, keys, words

_DOCUMENT_ACTS: Final = ("record_documents", "report_missing", "record_report_news")
_LEAST_SOUND, _LEAST_DIGITS = 3, 4
_LEAST_WITH_SLIPS, _MOST_WITH_SLIPS = 5, 25
"""Letters of a word in which a slip is forgiven: of a longer one PostgreSQL refuses the pattern, and no name is."""
"""Letters of a word from which one slip leaves it another's name but seldom."""


def searchable_text(written: str) -> str:
    """Return a name as searches read it: folded, mended, with short forms in full.

    >>> searchable_text("Ma. Gpe. Hdez."), searchable_text("MuÃ±oz").endswith("munoz")
    ('ma. gpe. hdez. maria guadalupe hernandez', True)
    """
    folded, mended = fold_text(written), fold_text(repair(written))
    in_full = (name for word in split_words(mended) for name in written_out(word))
    return " ".join(dict.fromkeys([folded, mended, *in_full])).strip()


def sound_text(searched: str) -> str:
    """Return how the words of a folded text sound, each key between blanks.

    >>> " baskis " in sound_text("maria vasquez")
    True
    """
    found = sorted({key for word in words(searched) if len(word) >= _LEAST_SOUND for key in keys(word)})
    return f" {' '.join(found)} " if found else ""


def sounds_filler(app: str, model: str) -> Callable[[StateApps, BaseDatabaseSchemaEditor], None]:
    """Return the step of a migration that writes the sounds of all cards."""

    def fill(then: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        _write_sounds(then.get_model(app, model))

    return fill


def rebuild_sounds() -> int:
    """Write the sounds of all cards again, and return how many differed.

    For the owner of the tables: after a version in which words sound otherwise.
    """
    tables = [model for model in apps.get_models() if {"search", "sounds"} <= {one.name for one in model._meta.fields}]
    return sum(map(_write_sounds, tables))


def _write_sounds(model: type[Model]) -> int:
    cards, written = model._default_manager, 0
    for key, searched, sounds in cards.values_list("pk", "search", "sounds").iterator():
        if (heard := sound_text(searched)) != sounds:
            written += cards.filter(pk=key).update(sounds=heard)
    return written


def filter_by_name[C: Model](cards: QuerySet[C], q: str) -> QuerySet[C]:
    """Return the cards of this number, part of a number, or name.

    `cards` have the columns `number`, `search` and `sounds`, and `case`. All of them for a blank text.
    """
    if number := read_case_number(q):
        return cards.filter(number=number)
    if not fold_text(q):
        return cards
    wanted = _names_condition(q)
    for part in number_parts(q):
        wanted |= Q(number__contains=part)
    compact = "".join(letter for letter in q.upper() if letter.isascii() and letter.isalnum())
    if sum(letter.isdigit() for letter in compact) >= _LEAST_DIGITS:
        wanted |= Q(states_number(compact, acts=_DOCUMENT_ACTS))
    if any(map(_may_have_slips, _telling_words(q))):
        # Asked of the rows of the reader alone, as everything: what is hidden decides nothing.
        wanted |= ~Exists(cards.filter(wanted)) & _names_condition(q, with_slips=True)
    return cards.filter(wanted)


def is_named(text: str, q: str) -> bool:
    """Return whether a folded text holds the names of a search, or their sounds.

    >>> is_named("maria vasquez", "Básques")
    True
    """
    telling, sounds = _telling_words(q), sound_text(text)
    return bool(telling) and all(
        word in text or any(f" {key} " in sounds for key in _heard_keys(word)) for word in telling
    )


def _names_condition(q: str, *, with_slips: bool = False) -> Q:
    telling = _telling_words(q)
    wanted = Q() if telling else Q(pk=None)  # signs alone are nobody's name
    for word in telling:
        alike = Q()
        for form in (word, *written_out(word)):
            alike |= _form_condition(form)
        if with_slips and _may_have_slips(word):
            alike |= Q(search__regex=slip_pattern(word))
        wanted &= alike
    return wanted


def _telling_words(q: str) -> list[str]:
    asked = split_words(repair(q))
    return [word for word in asked if word not in PARTICLES] or asked


def _may_have_slips(word: str) -> bool:
    return _LEAST_WITH_SLIPS <= len(word) <= _MOST_WITH_SLIPS


def _heard_keys(word: str) -> set[str]:
    return {key for one in words(word) if len(one) >= _LEAST_SOUND for key in keys(one)}


def _form_condition(word: str) -> Q:
    found = Q(search__contains=word)
    for key in _heard_keys(word):
        found |= Q(sounds__contains=f" {key} ")
    return found


def slip_pattern(word: str) -> str:
    """Return the pattern of a word with one slip, or with letters lost on the way.

    One letter left out, one too many, another in its place, or two that changed places.

    >>> import re
    >>> pattern = re.compile(slip_pattern("perez"))
    >>> [bool(pattern.search(name)) for name in ("prez", "peerez", "petez", "preez", "p?rez", "lopez")]
    [True, True, True, True, True, False]
    """
    ways = ["".join(f"[{letter}{GAP}]" for letter in word)]
    for at, letter in enumerate(word):
        ways += [f"{word[:at]}.?{word[at + 1 :]}", f"{word[:at]}.{word[at:]}"]
        if word[at + 1 : at + 2] not in ("", letter):
            ways.append(word[:at] + word[at + 1] + letter + word[at + 2 :])
    return rf"(^|[^\w{GAP}])({'|'.join(ways)})($|[^\w{GAP}])"


def split_words(q: str) -> list[str]:
    """Return the folded words of a search, without what stands between them.

    >>> split_words("VÁSQUEZ-López, Ana")
    ['vasquez', 'lopez', 'ana']
    """
    plain = ("".join(" " if unicodedata.category(letter)[0] in "PSZ" else letter for letter in fold_text(q))).split()
    return list(dict.fromkeys(plain))
