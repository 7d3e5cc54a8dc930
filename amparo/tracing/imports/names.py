"""Reading the parts of a name from one row."""

from __future__ import annotations

from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.tracing.imports.row_reader import RowReader

_NO_NAME = t(
    "Falta el nombre. Si no se sabe, escriba «desconocido».", "The name is missing. If not known, write “unknown”."
)


def read_names(reader: RowReader) -> JsonObject:
    parts = {name: reader.text(name) for name in ("given", "first_surname", "second_surname", "nickname")}
    if not parts["first_surname"] and (surnames := reader.text("surnames")):
        parts |= _split_surnames(reader, surnames, "surnames")
    if not parts["given"] and (whole := reader.text("full_name")):
        parts |= _split_full_name(reader, whole)
    parts["given"] = parts["given"].replace(" · ", " ")
    found = {name: text for name, text in parts.items() if text}
    if found:
        return found
    stated = [text for name in ("given", "full_name") for text in reader.cells.get(name, []) if text]
    if not stated and not any(error.column in ("given", "full_name") for error in reader.errors):
        reader.add_error("given", _NO_NAME)
    return {"unknown": True}


def _split_surnames(reader: RowReader, text: str, column: str) -> dict[str, str]:
    """Return two words as two surnames; any other number stays together.

    Nobody knows where three or more words part.
    """
    words = text.split()
    if len(words) != 2:
        if len(words) > 2:
            reader.add_note(column, t("Los apellidos quedan juntos.", "The surnames stay together."))
        return {"first_surname": text}
    return {"first_surname": words[0], "second_surname": words[1]}


def _split_full_name(reader: RowReader, text: str) -> dict[str, str]:
    """Split a full name as names are mostly written, with a note to check it.

    One or two given names, then one or two surnames.
    """
    words = text.split()
    if len(words) == 1 or len(words) > 4:
        return {"given": text}
    given = 2 if len(words) == 4 else 1
    parts = {"given": " ".join(words[:given]), "first_surname": words[given]}
    parts["second_surname"] = words[given + 1] if len(words) > given + 1 else ""
    shown = {"given": parts["given"], "surnames": " ".join(words[given:])}
    reader.add_note("full_name", t("Se leyó: nombre «{given}», apellidos «{surnames}».",
                                "Read as: given names “{given}”, surnames “{surnames}”.", **shown))  # fmt: skip
    return parts
