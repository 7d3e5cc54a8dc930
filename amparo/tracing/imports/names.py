"""Reading the parts of a name from one row."""

from __future__ import annotations

import re

from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ledger.words import fold_text
from amparo.tracing.imports.row_reader import RowReader

_NO_NAME = t(
    "Falta el nombre. Si no se sabe, escriba «desconocido».", "The name is missing. If not known, write “unknown”."
)
_PARTICLES = frozenset(
    "de del la las los el lo san santa santo von van der den dos da das do di d le du des mac mc saint st monte villa"
    .split()
)  # fmt: skip
"""Words that never are a surname by themselves but begin one."""
_COMPOUNDS = frozenset({
    "montes de oca", "ponce de leon", "diaz de leon", "garcia de leon", "ladron de guevara", "fernandez de cordoba",
    "nunez de balboa", "diaz del castillo", "lopez de santa anna", "perez de cuellar", "nunez de caceres",
})  # fmt: skip
_AFTER_GIVEN = frozenset({
    "del carmen", "de los angeles", "de jesus", "de la luz", "del rosario", "del pilar", "del socorro", "de lourdes",
    "de guadalupe", "de fatima", "del mar", "del sol", "del rocio", "de la paz", "del consuelo", "de la concepcion",
    "del refugio", "de la caridad", "de dios", "de los milagros", "de las mercedes", "de la cruz",
})  # fmt: skip
"""What follows a given name as part of it, as in María del Carmen."""
_TAKES_MORE = frozenset({"maria", "ma", "ma.", "jose", "juan", "ana", "luz", "rosa"})


_NO_GIVEN_NAME = re.compile(r"\d|^(?:alias|apodo|apodad[oa]|\(?a\)|jr|hij[oa]|menor|dich[oa]|tambien|conocid[oa])\b")
"""What may follow a comma that parts no surnames from a given name."""
_WHOLE_NAME_WORDS = 3
"""Words from which a column of given names may hold the surnames too, in a file without a column for those."""
_LOOKS_WHOLE = t(
    "¿Lleva también los apellidos? Entonces elija «Nombre completo» en «Qué dice cada columna».",
    "Does it hold the surnames too? Then choose “Full name” under “What each column says”.",
)


_TWO_PEOPLE = re.compile(
    r"\b(?:y|e|con|and|et)\s+(?:su|sus|his|her|their|la|el)?\s*(?:herman|prim[oa]|hij[oa]|ti[oa]\b|sobrin|amig|cunad"
    r"|madre|padre|mama|papa|gemel|brother|sister|twin|mother|father)|,[^,]*\s(?:y|and|et)\s[^,]*,"
)
"""Words between two people in one cell: “Luis y su hermana Rosa”, “García, Rosa y García, Luz”."""
_TWO_GIVEN = re.compile(r"\w\s+(?:y|and|et)\s+\w")
_ONE_ROW_EACH = t(
    "Parecen dos personas: escriba una fila para cada una.", "These seem to be two people: write a row for each."
)


def read_names(reader: RowReader) -> JsonObject:
    _refuse_two_people(reader)
    parts = {name: reader.text(name) for name in ("given", "first_surname", "second_surname", "nickname")}
    parts |= _part_at_comma(reader, parts)
    if not parts["first_surname"] and (surnames := reader.text("surnames")):
        parts |= _read_surnames(reader, surnames, parts["given"])
    if not parts["given"] and (whole := reader.text("full_name")):
        parts |= _split_full_name(reader, whole)
    parts["given"] = parts["given"].replace(" · ", " ")
    found = {name: text for name, text in parts.items() if text}
    if "first_surname" not in found:
        _note_whole_name(reader, parts["given"])
    if found:
        return found
    stated = [text for name in ("given", "full_name") for text in reader.cells.get(name, []) if text]
    if not stated and not any(error.column in ("given", "full_name") for error in reader.errors):
        reader.add_error("given", _NO_NAME)
    return {"unknown": True}


def _refuse_two_people(reader: RowReader) -> None:
    """Refuse a row in which one of two children would be lost."""
    for column in ("given", "full_name", "first_surname", "surnames"):
        plain = fold_text(reader.text(column))
        if _TWO_PEOPLE.search(plain) or (column == "given" and _TWO_GIVEN.search(plain)):
            reader.add_error(column, _ONE_ROW_EACH)


def _part_at_comma(reader: RowReader, parts: dict[str, str]) -> dict[str, str]:
    """Return the parts of a whole name that stands in the column of one part.

    “PÉREZ LÓPEZ, JUAN”. Where surnames have columns of their own they count, and what stands before the comma must be
    among them.
    """
    column = next((name for name in ("given", "first_surname") if "," in parts[name]), "")
    surnames, given = _halves(parts[column]) if column else ("", "")
    if not (surnames and given) or (column == "first_surname" and (parts["given"] or parts["second_surname"])):
        return {}
    own = fold_text(" ".join(reader.text(name) for name in ("first_surname", "second_surname", "surnames"))).split()
    if column == "given" and own:
        return {"given": given} if set(fold_text(surnames).split()) <= set(own) else {}
    found = {"given": given, "second_surname": "", **_split_surnames(reader, surnames, column)}
    _note_parting(reader, column, given, surnames)
    return found


def _halves(text: str) -> tuple[str, str]:
    """Return what stands before and after the last comma.

    Further commas before it part surnames.

    >>> _halves("PÉREZ LÓPEZ, JUAN"), _halves("Pérez, López, Juan")
    (('PÉREZ LÓPEZ', 'JUAN'), ('Pérez López', 'Juan'))
    >>> _halves("Juan Pérez, alias Güero")
    ('', 'Juan Pérez, alias Güero')
    """
    before, _, after = (part.strip() for part in text.strip(" ,").rpartition(","))
    if _NO_GIVEN_NAME.search(fold_text(after)):
        return "", text
    return " ".join(before.replace(",", " ").split()), after


def _note_whole_name(reader: RowReader, given: str) -> None:
    """Note a given name that may be whole, in a file without a column of surnames."""
    has_surnames = not {"first_surname", "second_surname", "surnames", "full_name"}.isdisjoint(reader.cells)
    units = _join_given(_part_words(given.split()))
    if not has_surnames and len(units) >= _WHOLE_NAME_WORDS:
        reader.add_note("given", _LOOKS_WHOLE)


def _note_parting(reader: RowReader, column: str, given: str, surnames: str) -> None:
    reader.add_note(column, t("Se leyó: nombre «{given}», apellidos «{surnames}».",
                              "Read as: given names “{given}”, surnames “{surnames}”.",
                              given=given, surnames=surnames))  # fmt: skip


def _read_surnames(reader: RowReader, text: str, given: str) -> dict[str, str]:
    """Return surnames that stand together.

    After a comma also the given name, if it stands nowhere else.
    """
    surnames, after = _halves(text)
    if given or not surnames:
        return _split_surnames(reader, " ".join(text.replace(",", " ").split()), "surnames")
    return _split_surnames(reader, surnames, "surnames") | {"given": after}


def _split_surnames(reader: RowReader, text: str, column: str) -> dict[str, str]:
    """Return one or two surnames.

    More stay together, because nobody knows where they part.

    A parting that rests on more than two plain words is noted.
    """
    surnames = part_surnames(text)
    if len(surnames) > 2:
        reader.add_note(column, t("Los apellidos quedan juntos.", "The surnames stay together."))
        return {"first_surname": text}
    if len(surnames) < 2:
        return {"first_surname": text}
    if len(text.split()) > 2:
        reader.add_note(column, t("Se leyó: primer apellido «{one}», segundo «{two}».",
                                  "Read as: first surname “{one}”, second “{two}”.",
                                  one=surnames[0], two=surnames[1]))  # fmt: skip
    return {"first_surname": surnames[0], "second_surname": surnames[1]}


def part_surnames(text: str) -> list[str]:
    """Return the surnames in a text, each with its particles.

    >>> part_surnames("De Jesús García"), part_surnames("Ponce de León"), part_surnames("de León y López")
    (['De Jesús', 'García'], ['Ponce de León'], ['de León', 'López'])
    """
    if fold_text(text) in _COMPOUNDS:
        return [text]
    return [unit for part in re.split(r"\s+[yY]\s+", text) for unit in _part_words(part.split())]


def _part_words(words: list[str]) -> list[str]:
    """Return words in groups.

    Particles stand before their word, compounds together.
    """
    units: list[str] = []
    begun: list[str] = []
    for at, word in enumerate(words):
        begun.append(word)
        if fold_text(word).strip(".") not in _PARTICLES or at == len(words) - 1:
            units.append(" ".join(begun))
            begun = []
    return _join_compounds(units)


def _join_compounds(units: list[str]) -> list[str]:
    joined: list[str] = []
    for unit in units:
        if joined and fold_text(f"{joined[-1]} {unit}") in _COMPOUNDS:
            joined[-1] += f" {unit}"
        else:
            joined.append(unit)
    return joined


def _split_full_name(reader: RowReader, text: str) -> dict[str, str]:
    """Split a full name, with a note to check it.

    At its comma; else as names are mostly written: one or two given names, then one or two surnames.
    """
    surnames, given = _halves(text)
    if given and surnames:
        return {"given": given, **_split_surnames(reader, surnames, "full_name")}
    units = _join_given(_part_words(text.split()))
    if len(units) == 1:
        return {"given": text}
    if len(units) > 4:
        reader.add_note("full_name", t("El nombre queda junto.", "The name stays together."))
        return {"given": text}
    count = 2 if len(units) == 4 else 1
    parts = {"given": " ".join(units[:count]), "first_surname": units[count]}
    parts["second_surname"] = units[count + 1] if len(units) > count + 1 else ""
    _note_parting(reader, "full_name", parts["given"], " ".join(units[count:]))
    return parts


def _join_given(units: list[str]) -> list[str]:
    """Return units with what belongs to a given name joined to it: María del Carmen."""
    if len(units) > 2 and fold_text(units[0]) in _TAKES_MORE and fold_text(units[1]) in _AFTER_GIVEN:
        return [f"{units[0]} {units[1]}", *units[2:]]
    return units
