"""What people and programs write in the cells of a list, and how it is read: ages, dates, codes, states, names."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from amparo.ledger.nothing import is_nothing
from amparo.ledger.problems import BadInput
from amparo.registry.age import age_words
from amparo.tracing.imports import values
from amparo.tracing.imports.ages import read_age
from amparo.tracing.imports.columns import recognise_columns
from amparo.tracing.imports.dates import read_birth, read_day
from amparo.tracing.imports.names import part_surnames
from amparo.tracing.imports.sexes import find_meaning_of_m
from amparo.tracing.imports.states import read_state
from amparo.tracing.models.reports import ReportCard
from tests.factories import reading_as, team
from tests.tracing.reports import report
from tests.tracing.test_imports import ALL, read, wrong


@pytest.mark.parametrize(
    "text",
    ["2012-05-04", "04/05/2012", "4.5.2012", "04 / 05 / 2012", "20120504", "2012-05-04T00:00:00", "04/05/2012 0:00",
     "04/05/2012 12:00:00 a. m.", "2012-05-04T00:00:00.000-06:00", "2012-05-04T00:00:00Z", "4 de mayo de 2012",
     "4 de mayo del 2012", "04 mayo 2012", "viernes, 4 de mayo de 2012", "May 4, 2012", "mayo 4, 2012", "04-May-2012",
     "04-may-12", "4 DE MAYO DE 2012", "4th of May 2012"],
)  # fmt: skip
def test_days_as_people_write_them(text: str) -> None:
    assert read_day(text).isoformat() == "2012-05-04"


@pytest.mark.parametrize("first", ["1° de", "1º de", "1ro de", "1 de"])
def test_the_first_of_a_month(first: str) -> None:
    assert read_day(f"{first} mayo de 2012").isoformat() == "2012-05-01"


@pytest.mark.parametrize(
    "text",
    ["05/25/2012", "30/02/2012", "29/02/2011", "4/5/12", "41035", "41035.0", "ayer", "0000-01-01", "may-12",
     "4 de lluvia de 2012", "2008-2010"],
)  # fmt: skip
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    with pytest.raises(values.UnreadableValue):
        read_birth(text)


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2012", "2012-01-01", "year"),
        ("2012.0", "2012-01-01", "year"),
        ("2012-05", "2012-05-01", "month"),
        ("05/2012", "2012-05-01", "month"),
        ("mayo de 2012", "2012-05-01", "month"),
        ("may-2012", "2012-05-01", "month"),
        ("4/5/2012", "2012-05-04", "day"),
    ],
)
def test_births_as_exact_as_they_are_told(text: str, day: str, precision: str) -> None:
    assert read_birth(text) == {"birth_date": day, "precision": precision}


@pytest.mark.parametrize(
    ("text", "years"),
    [("9", 9), ("009", 9), ("0", 0), ("9 años", 9), ("9 AÑOS", 9), ("9.0", 9), ("9y", 9), ("9 yrs", 9), ("nueve", 9),
     ("aprox. 9", 9), ("9 aprox", 9), ("~9", 9), ("9 años (aprox.)", 9), ("9 años aproximadamente", 9),
     ("unos 12 años", 12)],
)  # fmt: skip
def test_whole_ages(text: str, years: int) -> None:
    age = read_age(text)
    assert (age.years, age.is_exact) == (years, True)


@pytest.mark.parametrize(
    ("text", "years"),
    [("12.5", 12), ("9,5", 9), ("2 años 6 meses", 2), ("1 año y 3 meses", 1), ("17 años 11 meses", 17),
     ("18 meses", 1), ("8 meses", 0), ("15 días", 0), ("2 semanas", 0), ("recién nacido", 0), ("menos de 1 año", 0),
     ("9-10", 9), ("9 a 10", 9), ("entre 9 y 10", 9)],
)  # fmt: skip
def test_an_age_that_says_more_than_years_is_noted_beside_what_was_read(text: str, years: int) -> None:
    row = read(age=text)
    assert row.answers["age_or_birth"] == {"age_years": years}
    assert any(note.column == "age" and text in str(note.words) for note in row.notes)


@pytest.mark.parametrize("text", ["-3", "+10", "> 10", "10-15", "10-9", "2014", "120", "muchos", "9 gatos"])
def test_what_is_no_age_is_not_guessed(text: str) -> None:
    assert set(wrong(read(age=text))) & {"age", "birth_date"}


def test_an_unreadable_age_does_not_stop_a_row_with_a_birth() -> None:
    row = read(age="10-15", birth_date="2012-05")
    assert row.given is not None
    assert any(note.column == "age" for note in row.notes)


@pytest.mark.parametrize(
    ("name", "text", "codes"),
    [
        ("nationality", "Guatemalteca", ["GTM"]),
        ("nationality", "HONDUREÑA", ["HND"]),
        ("nationality", "hondureño/a", ["HND"]),
        ("nationality", "EE.UU.", ["USA"]),
        ("nationality", "EE. UU.", ["USA"]),
        ("nationality", "E.U.A.", ["USA"]),
        ("nationality", "gt", ["GTM"]),
        ("nationality", "Rep. Dominicana", ["DOM"]),
        ("nationality", "Haïtienne", ["HTI"]),
        ("nationality", "Ayisyen", ["HTI"]),
        ("nationality", "République dominicaine", ["DOM"]),
        ("nationality", "Chili / Brésil", ["CHL", "BRA"]),
        ("nationality", "brasileira", ["BRA"]),
        ("nationality", "Salvadorenha", ["SLV"]),
        ("nationality", "Etazini", ["USA"]),
        ("nationality", "Guatemala/México", ["GTM", "MEX"]),
        ("nationality", "Guatemala y México", ["GTM", "MEX"]),
        ("nationality", "Honduras (Copán)", ["HND"]),
        ("nationality", "apátrida", ["XXS"]),
        ("nationality", "mexico", ["MEX"]),
        ("sex", "Niña", ["female"]),
        ("sex", "2", ["female"]),
        ("sex", "H", ["male"]),
        ("sex", "Masculino", ["male"]),
        ("relationship_type", "abuela", ["grandparent"]),
        ("report_urgency", "Alta", ["high"]),
        ("language", "Español", ["spa"]),
    ],
)
def test_codes_in_words(name: str, text: str, codes: list[str]) -> None:
    assert values.read_codes(name, text) == codes


class TestSexes:
    @pytest.mark.parametrize(
        ("cells", "sex"),
        [("MHM", "female"), ("MV", "female"), ("MFM", "male"), ("M", ""), ("MHF", ""), ("HF", "")],
    )
    def test_what_m_says_shows_in_the_letter_beside_it(self, cells: str, sex: str) -> None:
        assert find_meaning_of_m(cells) == sex

    def test_an_m_that_nothing_explains_is_asked_never_guessed(self) -> None:
        assert wrong(read(sex="M")) == ["sex"]
        told = type(ALL)("family", "normal", consent=True, m_means="female")
        assert read(told, sex="m").answers["sex"] == "female"


@pytest.mark.parametrize(
    "text",
    ["SIN DATO", "Sin datos", "NO ESPECIFICADO", "N/D", "N. D.", "S/N", "Se ignora", "NULL", "None", "nan", ".", "X",
     "xx", "---", "—", "0", "No aplica", "No refiere", "no proporcionó", "Reservado", "#N/A", "desconocida",
     "00/00/0000"],
)  # fmt: skip
def test_words_for_nothing_are_blank_in_every_column(text: str) -> None:
    assert is_nothing(text)
    row = read(given=text, birth_date="" if text in ("X", "0") else text, searcher_phone=text, nickname=text)
    assert row.given is not None
    assert row.answers["names"] == {"first_surname": "Pineda"}
    assert "searcher_phone" not in row.answers
    assert wrong(read(searcher_name=text)) == ["searcher_name"]


@pytest.mark.parametrize("text", ["Noé", "Nan Chen", "Sinaí", "Nadia", "Xi", "Reservada Paz", "No"])
def test_names_that_begin_like_them_are_names(text: str) -> None:
    assert not is_nothing(text)


@pytest.mark.parametrize(
    ("text", "is_over", "said"),
    [
        ("Localizada", True, "apareció"),
        ("LOCALIZADO SIN VIDA", True, "murió"),
        ("Deceased", True, "murió"),
        ("Duplicado", True, "repetida"),
        ("closed_reunified", True, "apareció"),
        ("Dado de baja", True, "terminó"),
        ("inactive", True, "terminó"),
        ("No localizada", False, ""),
        ("Sigue desaparecida", False, ""),
        ("No fue encontrada", False, ""),
        ("Aún no ha sido localizado", False, ""),
        ("Found?", False, "No se entiende"),
        ("†", True, "murió"),
        ("Décédé", True, "murió"),
        ("regresó a casa", True, "apareció"),
        ("Retrouvée", True, "apareció"),
        ("Desaparecida", False, ""),
        ("Activo", False, ""),
        ("open", False, ""),
        ("transferred", False, "No se entiende"),
    ],
)
def test_what_the_source_says_became_of_a_search(text: str, is_over: bool, said: str) -> None:
    found = read_state(text)
    assert found[0] is is_over
    assert said in found[1]
    assert bool(found[1]) == bool(said)


@pytest.mark.parametrize(
    ("text", "surnames"),
    [
        (text, [text])
        for text in ("De León", "de la Cruz", "Del Cid", "San Juan", "Ponce de León", "Montes de Oca", "De la O",
                     "García-López", "Von Humboldt", "Mac Gregor", "D' Alessandro", "Dos Santos", "Monte Rosa")
    ] + [("García López", ["García", "López"]), ("De Jesús García", ["De Jesús", "García"]),
         ("de León y López", ["de León", "López"]), ("Pérez y Pérez", ["Pérez", "Pérez"]),
         ("López Montes de Oca", ["López", "Montes de Oca"])],
)  # fmt: skip
def test_surnames_keep_their_particles(text: str, surnames: list[str]) -> None:
    assert part_surnames(text) == surnames


def test_a_comma_parts_surnames_from_the_given_name() -> None:
    names = read(given="", first_surname="", surnames="PÉREZ LÓPEZ, JUAN").answers["names"]
    assert names == {"given": "JUAN", "first_surname": "PÉREZ", "second_surname": "LÓPEZ"}


def test_text_that_begins_like_a_formula_is_kept_where_words_stand() -> None:
    for text in ("@rosa.inventada", "=mc", "-llamar de noche"):
        assert read(reach_how=text).answers["reach_how"] == text
    assert wrong(read(reach_how="=")) == ["reach_how"], "what the workbook computes is not read"


def test_an_age_of_years_ago_is_of_the_day_of_the_last_news() -> None:
    row = read(age="9", last_news_on="10/03/2019")
    assert row.given is not None
    assert (row.birth.first, row.birth.last) == (date(2009, 3, 11), date(2010, 3, 10))
    assert str(age_words(row.birth, date(2026, 3, 10))) == "9 años el 10 mar 2019 (hoy 16)"
    us, one = team(), row.answers["age_or_birth"]
    made = report(us, age_or_birth=one)
    with reading_as(us.officer):
        card = ReportCard.objects.get(case=made.id)
    assert (card.born_from, card.born_to) == (date(2009, 3, 11), date(2010, 3, 10))


@pytest.mark.parametrize("age", [{"unknown": True, "told_on": "2019-03-10"}, {"age_years": 9, "told_on": "2199-01-01"}])
def test_the_day_of_an_age_is_of_an_age_and_past(age: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        report(team(), age_or_birth=age)


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("NOMBRE(S)", "given"), ("Given names", "given"), ("Nombre del NNA", "full_name"),
        ("Nom et prénoms", "full_name"), ("EDAD (AÑOS)", "age"), ("age_years", "age"), ("F. NAC.", "birth_date"),
        ("Fecha nac", "birth_date"), ("PAÍS DE ORIGEN", "nationalities"), ("FECHA DE DESAPARICIÓN", "last_news_on"),
        ("last_seen_date", "last_news_on"), ("Data do desaparecimento", "last_news_on"), ("TEL.", "searcher_phone"),
        ("Reporter phone", "searcher_phone"), ("INFORMANTE", "searcher_name"), ("Denunciante", "searcher_name"),
        ("Estatus", "ended"), ("Case status", "ended"), ("Situación actual", "ended"), ("Statut", "ended"),
    ],
)  # fmt: skip
def test_headings_that_registers_have(head: str, code: str) -> None:
    assert recognise_columns([head]) == [code]
