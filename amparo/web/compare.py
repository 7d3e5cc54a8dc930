"""Two records side by side in words: rows for the component that shows a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.formats import date_format

from amparo.accounts.selectors import agency_names
from amparo.core.actor import Actor
from amparo.core.codes import label
from amparo.core.text import t
from amparo.registry.age import Born, age_words
from amparo.registry.compare import Known, State, births_agree, lists_agree, values_agree, words_agree
from amparo.web import present

_NAMES = {
    "given": t("Nombre o nombres", "Given name or names"),
    "first_surname": t("Primer apellido", "First surname"),
    "second_surname": t("Segundo apellido", "Second surname"),
    "nickname": t("Cómo le gusta que le llamen", "What the child likes to be called"),
    "own_language": t("Nombre en su propio idioma", "Name in their own language"),
}


def compared(left: Known, right: Known) -> list[dict[str, Any]]:
    """One row for each thing that is compared, as the component takes them. No query."""
    both = (left, right)
    return [
        *_names(left, right),
        _birth(left.birth, right.birth),
        _code(t("Sexo", "Sex"), "sex", left.sex, right.sex),
        _row(
            t("Nacionalidad", "Nationality"),
            [", ".join(str(label("nationality", one)) for one in known.nationalities) for known in both],
            lists_agree(left.nationalities, right.nationalities),
        ),
        _code(
            t("País de residencia habitual", "Country of habitual residence"), "nationality", left.origin, right.origin
        ),
        _code(t("Con quién viaja", "With whom the child travels"), "accompaniment", left.with_whom, right.with_whom),
        _relatives(left, right),
        _documents(left, right),
    ]


def registered(known: Known, *, by: Actor) -> str:
    """When, by whom and in which country a record was opened; nothing where the reader may not know. One query."""
    if known.registered_at is None:
        return ""
    day = date_format(present.local(known.registered_at, by).date(), "j M Y")
    agencies = agency_names({known.registered_by}) if known.registered_by else {}
    where = [*agencies.values(), str(label("country", known.country))]
    return str(t("Registro: {when}", "Registered: {when}", when=" · ".join([day, *where])))


def _row(title: str, sides: Sequence[str], state: State, note: str = "") -> dict[str, Any]:
    left, right = sides
    return {"label": title, "left": left, "right": right, "state": state, "note": note}


def _code(title: str, codes: str, *values: str) -> dict[str, Any]:
    words = [str(label(codes, value)).partition(":")[0] if value else "" for value in values]
    return _row(title, words, values_agree(*values))


def _names(left: Known, right: Known) -> list[dict[str, Any]]:
    rows = []
    for part, title in _NAMES.items():
        ours, theirs = left.names.get(part, ""), right.names.get(part, "")
        state = words_agree(ours, theirs)
        note = (
            t("salvo acentos o mayúsculas", "but for accents or capitals") if state == "same" and ours != theirs else ""
        )
        if ours or theirs:
            rows.append(_row(title, (ours, theirs), state, note))
    return rows


def _birth(left: Born, right: Born) -> dict[str, Any]:
    state = births_agree(left, right)
    exact = left.first == right.first and left.last == right.last
    note = t("no se contradicen", "they do not contradict each other") if state == "same" and not exact else ""
    return _row(t("Nacimiento o edad", "Birth or age"), (_born(left), _born(right)), state, note)


def _born(known: Born) -> str:
    if known.first is None or known.last is None:
        return ""
    age = str(age_words(known, present.today()))
    if known.estimate is not None:
        return age
    if known.first == known.last:
        return f"{date_format(known.first, 'j M Y')} ({age})"
    form = "F Y" if known.first.month == known.last.month else "Y"
    return f"{date_format(known.first, form)} ({age})"


def _relatives(left: Known, right: Known) -> dict[str, Any]:
    shown = [
        "; ".join(f"{label('relationship_type', relation)}: {name or '–'}" for relation, name in known.relatives)
        for known in (left, right)
    ]
    agree = lists_agree(*([name for _, name in known.relatives] for known in (left, right)))
    return _row(t("Familia y acompañantes", "Family and companions"), shown, agree)


def _documents(left: Known, right: Known) -> dict[str, Any]:
    shown = [
        "; ".join(f"{label('document_type', kind)} {number}".strip() for kind, number in known.documents)
        for known in (left, right)
    ]
    agree = lists_agree(*([f"{kind} {n}" if n else "" for kind, n in known.documents] for known in (left, right)))
    return _row(t("Documentos", "Documents"), shown, agree)
