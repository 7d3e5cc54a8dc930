"""Two records side by side in words: rows for the component that shows a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.formats import date_format

from amparo.accounts.selectors import agency_names
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.text import t, written_language
from amparo.matching.explain import from_values, reasons, rival
from amparo.registry.age import Born, age_words
from amparo.registry.compare import Known, State, births_agree, lists_agree, places_agree, values_agree, words_agree
from amparo.registry.matcher import Match
from amparo.ui import present

_NAMES = {
    "given": t("Nombre o nombres", "Given name or names"),
    "first_surname": t("Primer apellido", "First surname"),
    "second_surname": t("Segundo apellido", "Second surname"),
    "nickname": t("Cómo le gusta que le llamen", "What the child likes to be called"),
    "own_language": t("Nombre en su propio idioma", "Name in their own language"),
}

_NO_CONTRADICTION = t("no se contradicen", "they do not contradict each other")


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
        _place(left.place, right.place),
        _code(t("Con quién viaja", "With whom the child travels"), "accompaniment", left.with_whom, right.with_whom),
        _relatives(left, right),
        _documents(left, right),
    ]


def compared_with_report(child: Known, report: Known) -> list[dict[str, Any]]:
    """As `compared`, only of what is asked of who searches too, and of that only what is known of one of both."""
    asked = replace(child, origin="", with_whom="")
    return [row for row in compared(asked, report) if row["left"] or row["right"]]


def share(probability: float) -> str:
    """How likely it is, as people count: of ten pairs as alike as these, so many are of one child."""
    n = round(probability * 10)
    if n >= 10:
        return t("más de 9 de cada 10", "more than 9 in 10")
    return t("{n} de cada 10", "{n} in 10", n=n) if n else t("menos de 1 de cada 10", "fewer than 1 in 10")


def explained(match: Match) -> dict[str, Any]:
    """How likely it is that the two are one child, what speaks for and against it, and what else could explain it."""
    evidence, language = from_values(match.evidence), written_language()
    found = [
        {"title": one.title, "text": one.text, "weighs": _WEIGHS[one.strength, one.weight > 0]}
        for one in reasons(evidence, language)
    ]
    return {"share": share(match.probability), "reasons": found, "rival": rival(evidence, language)}


_WEIGHS = {
    ("much", True): t("habla mucho a favor", "speaks strongly for it"),
    ("some", True): t("habla a favor", "speaks for it"),
    ("little", True): t("habla un poco a favor", "speaks a little for it"),
    ("much", False): t("habla mucho en contra", "speaks strongly against it"),
    ("some", False): t("habla en contra", "speaks against it"),
    ("little", False): t("habla un poco en contra", "speaks a little against it"),
}


def registered(known: Known, *, by: Actor) -> str:
    """When, by whom and in which country a record was opened; nothing where the reader may not know. One query."""
    if known.registered_at is None:
        return ""
    day = date_format(present.to_local(known.registered_at, by).date(), "j M Y")
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
    note = _NO_CONTRADICTION if state == "same" and not exact else ""
    return _row(t("Nacimiento o edad", "Birth or age"), (_born(left), _born(right)), state, note)


def _born(known: Born) -> str:
    if known.first is None or known.last is None:
        return ""
    age = str(age_words(known, present.today()))
    if known.estimate is not None:
        return age
    if known.first == known.last:
        return f"{date_format(known.first, 'j M Y')} ({age})"
    first, last = (date_format(day, "F Y" if _is_one_month(known) else "Y") for day in (known.first, known.last))
    return f"{first} ({age})" if first == last else f"{first}–{last} ({age})"


def _is_one_month(known: Born) -> bool:
    first, last = known.first, known.last
    return bool(first and last and (first.year, first.month) == (last.year, last.month))


def _place(left: str, right: str) -> dict[str, Any]:
    state = places_agree(left, right)
    note = _NO_CONTRADICTION if state == "same" and words_agree(left, right) != "same" else ""
    return _row(t("Lugar de nacimiento", "Place of birth"), (left, right), state, note)


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
