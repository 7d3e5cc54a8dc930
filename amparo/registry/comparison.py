"""Rows that show two records side by side, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.formats import date_format

from amparo.accounts.selectors import agency_names
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t, written_language
from amparo.matching.explain import describe_rival, from_values, list_reasons
from amparo.registry.age import BirthRange, age_words
from amparo.registry.agreement import (
    Agreement,
    compare_births,
    compare_lists,
    compare_places,
    compare_values,
    compare_words,
)
from amparo.registry.child_summary import ChildSummary
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


def comparison_rows(left: ChildSummary, right: ChildSummary) -> list[JsonObject]:
    """Return one row for each thing that is compared, for the component. No query."""
    both = (left, right)
    return [
        *_name_rows(left, right),
        _birth_row(left.birth, right.birth),
        _code_row(t("Sexo", "Sex"), "sex", left.sex, right.sex),
        _row(
            t("Nacionalidad", "Nationality"),
            [", ".join(str(label("nationality", code)) for code in known.nationalities) for known in both],
            compare_lists(left.nationalities, right.nationalities),
        ),
        _code_row(
            t("País de residencia habitual", "Country of habitual residence"), "nationality", left.origin, right.origin
        ),
        _place_row(left.place, right.place),
        _code_row(
            t("Con quién viaja", "With whom the child travels"), "accompaniment", left.with_whom, right.with_whom
        ),
        _relatives_row(left, right),
        _documents_row(left, right),
    ]


def report_comparison_rows(child: ChildSummary, report: ChildSummary) -> list[JsonObject]:
    """Return the rows of a child and a report.

    Of what searchers are asked, that which one of both has.
    """
    shared = replace(child, origin="", with_whom="")
    return [row for row in comparison_rows(shared, report) if row["left"] or row["right"]]


def probability_words(probability: float) -> str:
    """Return a probability as people count.

    So many of ten pairs as alike as these are of one child.
    """
    n = round(probability * 10)
    if n >= 10:
        return t("más de 9 de cada 10", "more than 9 in 10")
    return t("{n} de cada 10", "{n} in 10", n=n) if n else t("menos de 1 de cada 10", "fewer than 1 in 10")


def explain_match(match: Match) -> JsonObject:
    """Return the probability of a match, its reasons, and the rival explanation."""
    evidence, language = from_values(match.evidence), written_language()
    found = [
        {"title": reason.title, "text": reason.text, "weighs": _WEIGHT_WORDS[reason.strength, reason.weight > 0]}
        for reason in list_reasons(evidence, language)
    ]
    return {
        "share": probability_words(match.probability),
        "reasons": found,
        "rival": describe_rival(evidence, language),
    }


_WEIGHT_WORDS = {
    ("much", True): t("habla mucho a favor", "speaks strongly for it"),
    ("some", True): t("habla a favor", "speaks for it"),
    ("little", True): t("habla un poco a favor", "speaks a little for it"),
    ("much", False): t("habla mucho en contra", "speaks strongly against it"),
    ("some", False): t("habla en contra", "speaks against it"),
    ("little", False): t("habla un poco en contra", "speaks a little against it"),
}


def registration_words(known: ChildSummary, *, by: Actor) -> str:
    """Return when, by whom and in which country a record was opened. One query.

    Blank where the reader may not know.
    """
    if known.registered_at is None:
        return ""
    day = date_format(present.to_local(known.registered_at, by).date(), "j M Y")
    agencies = agency_names({known.registered_by}) if known.registered_by else {}
    where = [*agencies.values(), str(label("country", known.country))]
    return str(t("Registro: {when}", "Registered: {when}", when=" · ".join([day, *where])))


def _row(title: str, sides: Sequence[str], state: Agreement, note: str = "") -> JsonObject:
    left, right = sides
    return {"label": title, "left": left, "right": right, "state": state, "note": note}


def _code_row(title: str, codes: str, *values: str) -> JsonObject:
    words = [str(label(codes, value)).partition(":")[0] if value else "" for value in values]
    return _row(title, words, compare_values(*values))


def _name_rows(left: ChildSummary, right: ChildSummary) -> list[JsonObject]:
    rows = []
    for part, title in _NAMES.items():
        ours, theirs = left.names.get(part, ""), right.names.get(part, "")
        state = compare_words(ours, theirs)
        note = (
            t("salvo acentos o mayúsculas", "but for accents or capitals") if state == "same" and ours != theirs else ""
        )
        if ours or theirs:
            rows.append(_row(title, (ours, theirs), state, note))
    return rows


def _birth_row(left: BirthRange, right: BirthRange) -> JsonObject:
    state = compare_births(left, right)
    exact = left.first == right.first and left.last == right.last
    note = _NO_CONTRADICTION if state == "same" and not exact else ""
    return _row(t("Nacimiento o edad", "Birth or age"), (_birth_words(left), _birth_words(right)), state, note)


def _birth_words(birth: BirthRange) -> str:
    if birth.first is None or birth.last is None:
        return ""
    age = str(age_words(birth, present.today()))
    if birth.estimate is not None:
        return age
    if birth.first == birth.last:
        return f"{date_format(birth.first, 'j M Y')} ({age})"
    first, last = (date_format(day, "F Y" if _is_one_month(birth) else "Y") for day in (birth.first, birth.last))
    return f"{first} ({age})" if first == last else f"{first}–{last} ({age})"


def _is_one_month(birth: BirthRange) -> bool:
    first, last = birth.first, birth.last
    return bool(first and last and (first.year, first.month) == (last.year, last.month))


def _place_row(left: str, right: str) -> JsonObject:
    state = compare_places(left, right)
    note = _NO_CONTRADICTION if state == "same" and compare_words(left, right) != "same" else ""
    return _row(t("Lugar de nacimiento", "Place of birth"), (left, right), state, note)


def _relatives_row(left: ChildSummary, right: ChildSummary) -> JsonObject:
    shown = [
        "; ".join(f"{label('relationship_type', relation)}: {name or '–'}" for relation, name in known.relatives)
        for known in (left, right)
    ]
    agree = compare_lists(*([name for _, name in known.relatives] for known in (left, right)))
    return _row(t("Familia y acompañantes", "Family and companions"), shown, agree)


def _documents_row(left: ChildSummary, right: ChildSummary) -> JsonObject:
    shown = [
        "; ".join(f"{label('document_type', kind)} {number}".strip() for kind, number in known.documents)
        for known in (left, right)
    ]
    agree = compare_lists(*([f"{kind} {n}" if n else "" for kind, n in known.documents] for known in (left, right)))
    return _row(t("Documentos", "Documents"), shown, agree)
