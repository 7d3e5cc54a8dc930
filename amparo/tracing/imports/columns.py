"""Columns of an import.

Those of the own template, and the names that Primero gives to the same data. Primero's names are those of its forms
"tracing request" and "inquirer" and of a child's identity, of its versions 1.7 and 2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.translation import override

from amparo.ledger.text import t
from amparo.ledger.words import fold_text


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its code: its heading in the template, and its other names.

    `joins`: several columns of a file may be joined into it.
    """

    code: str
    head: str
    aliases: tuple[str, ...] = ()
    joins: bool = False


_DECLARED = (
    Column("source_id", t("Identificador en la fuente", "Identifier in the source"),
           ("short_id", "tracing_request_id", "case_id", "record_id", "id", "inquirer id", "long id", "folio",
            "person_record_id",
            "numero de folio", "no folio", "uuid", "identifiant", "identificador")),
    Column("given", t("Nombre o nombres", "Given name or names"),
           ("name_first", "name_middle", "nombre", "nombres", "nombre s", "given names", "first names", "first name",
            "given name", "middle name",
            "prenom", "prenoms", "nome proprio", "primeiro nome"),
           joins=True),
    Column("first_surname", t("Primer apellido", "First surname"), ("apellido paterno", "apellido 1", "apellido p")),
    Column("second_surname", t("Segundo apellido", "Second surname"), ("apellido materno", "apellido 2",
            "apellido m")),
    Column("surnames", t("Apellidos, juntos", "Surnames, together"),
           ("name_last", "apellidos", "apellido", "last name", "surname", "surnames", "family_name", "nom de famille",
            "sobrenome", "sobrenomes", "siyati")),
    Column("full_name", t("Nombre completo", "Full name"), ("name", "nome", "nome completo", "nom complet",
            "non", "non konple", "nom", "nombre y apellidos", "nombres y apellidos",
            "apellidos y nombres", "nombre del nna", "nombre de la nna", "nombre del nino", "nombre de la nina",
            "nombre del menor", "nom et prenoms", "nom et prenom", "child name", "name of child")),
    Column("nickname", t("Apodo u otro nombre", "Nickname or other name"),
           ("name_nickname", "name_other", "apodo", "nickname", "other name", "alternate_names",
            "alias"), joins=True),
    Column("sex", t("Sexo", "Sex"), ("genero", "gender", "sexe", "seks")),
    Column("birth_date", t("Fecha de nacimiento", "Date of birth"), ("date_of_birth", "dob", "nacimiento", "f nac",
            "f nacimiento", "fec nac", "fecha nac", "fecha de nac",
            "birth date",
            "date de naissance", "ne le", "nee le",
            "data de nascimento", "nascimento", "dat nesans")),
    Column("age", t("Edad, en años", "Age, in years"), ("edad", "age", "idade", "laj", "edad anos", "edad en anos",
            "age years",
            "age in years", "anos")),
    Column("nationalities", t("Nacionalidades", "Nationalities"), ("nationality", "nacionalidad", "pais de origen",
            "country of origin",
            "nationalite", "nacionalidade",
            "nasyonalite")),
    Column("birth_country", t("País de nacimiento", "Country of birth"), ("country_of_birth",
            "pays de naissance", "pais de nascimento")),
    Column("birth_place", t("Lugar y municipio de nacimiento", "Place and municipality of birth"),
           ("place_of_birth", "birthplace", "lugar de nacimiento"), joins=True),
    Column("languages", t("Idiomas que habla", "Languages spoken"), ("language", "idioma", "idiomas")),
    Column("mother", t("Nombre de la madre", "Mother's name"), ("mother_name", "madre", "mother", "mere",
            "nom de la mere", "mae",
            "nome da mae", "manman", "non manman")),
    Column("father", t("Nombre del padre", "Father's name"), ("father_name", "padre", "father", "pere",
            "nom du pere", "pai",
            "nome do pai", "papa", "non papa")),
    Column("marks", t("Señas", "Marks"), ("physical_characteristics", "distinguishing physical characteristics",
                                           "description",
                                           "senas particulares"),
           joins=True),
    Column("clothes", t("Cómo vestía", "Clothes"), joins=True),
    Column("memory", t("Lo que recordaría", "What the child would remember"),
           ("additional_tracing_info", "additional info that could help in tracing?"), joins=True),
    Column("last_news_on", t("Día de la última noticia", "Day of the last news"),
           ("date_of_separation", "date of separation", "fecha de desaparicion", "fecha desaparicion",
            "fecha de extravio",
            "last seen date", "date last seen", "last seen on", "date de disparition", "data do desaparecimento")),
    Column("last_news_country", t("País de la última noticia", "Country of the last news")),
    Column("last_news_place", t("Lugar de la última noticia", "Place of the last news"),
           ("location_last", "address_last", "landmark_last", "location_separation", "address_separation",
            "last location",
            "last address", "last landmark", "last_known_location", "separation location",
            "separation address (place)"), joins=True),
    Column("last_seen_with", t("Con quién estaba", "With whom the child was"), joins=True),
    Column("route", t("Por dónde iba y adónde", "Which way, and where to"),
           ("separation_details", "circumstances of separation (please provide details)"), joins=True),
    Column("urgency", t("Urgencia", "Urgency")),
    Column("urgency_reasons", t("Por qué es urgente", "Why it is urgent")),
    Column("urgency_note", t("Explicación de la urgencia", "Explanation of the urgency"), joins=True),
    Column("searcher", t("Quién busca", "Who searches")),
    Column("searcher_name", t("Nombre de quien busca", "Name of the searcher"),
           ("relation_name", "name of inquirer", "inquirer name", "author_name", "informante", "denunciante",
            "reportante",
            "nombre del informante", "nombre del denunciante", "reporter name", "reporter")),
    Column("relation", t("Qué es de la niña o niño", "Relation to the child"),
           ("relation", "parentesco", "how is the inquirer related to the child?")),
    Column("searcher_country", t("País de quien busca", "Country of the searcher")),
    Column("searcher_language", t("Idioma de quien busca", "Language of the searcher"), ("relation_language",)),
    Column("searcher_phone", t("Teléfono de quien busca", "Telephone of the searcher"),
           ("relation_telephone", "telephone", "telefono", "phone", "tel", "telefono de contacto", "tel de contacto",
            "reporter phone", "author_phone", "celular", "telefone",
            "telefon"), joins=True),
    Column("searcher_address", t("Dirección de quien busca", "Address of the searcher"),
           ("relation_address_current", "relation_location_current", "current address", "current location"),
           joins=True),
    Column("reach_how", t("Cómo hablarle sin peligro", "How to reach them without danger"), joins=True),
    Column("consents", t("A qué consiente quien busca", "To what the searcher consents")),
    Column("may_share", t("Consiente en que se comparta: sí o no", "Consents to sharing: yes or no"),
           ("disclosure_other_orgs",
            "does the inquirer agree to share collected information with other organizations?")),
    Column("ended", t("Estado en la fuente", "Status in the source"),
           ("status", "inquiry_status", "tracing_request_status", "tracing_status", "inquiry status",
            "tracing status", "estatus", "estatus actual", "case status", "estado del caso", "estado del reporte",
            "situacion",
            "situacion actual", "statut", "situacao")),
)  # fmt: skip
COLUMNS = {column.code: column for column in _DECLARED}


def recognise_columns(heads: Sequence[str]) -> list[str]:
    """Return the code of the column for each heading, blank where it is unknown.

    Of the same surname twice the second is the second surname. Also blank where an earlier heading has the same code
    and the column does not join several, and for the same name twice: nobody knows whose the second is.
    """
    found: list[str] = []
    names: list[str] = []
    every = frozenset(map(_normalise_heading, heads))
    for head in heads:
        name, code = _normalise_heading(head), _code_of_heading(head)
        if name in _BESIDE and every & _BESIDE[name][0]:
            code = _BESIDE[name][1]
        is_repeated = bool(name) and name in names
        if is_repeated and code == "surnames" and "surnames" in found:
            found[found.index("surnames")], code = "first_surname", "second_surname"
        if code and code in found and (not COLUMNS[code].joins or (is_repeated and code in _NAMES)):
            code = ""
        found.append(code)
        names.append(name)
    return found


def name_column(heads: Sequence[str], at: int) -> str:
    """Return the heading of a column, or its number where it has none: `#3`."""
    return heads[at] or f"#{at + 1}"


_BESIDE: dict[str, tuple[frozenset[str], str]] = {
    "nom": (frozenset({"prenom", "prenoms"}), "surnames"),
    "nome": (frozenset({"sobrenome", "sobrenomes"}), "given"),
    "non": (frozenset({"siyati"}), "given"),
}
"""What a heading for names says beside another one; alone it is the whole name."""
_NAMES = frozenset({"given", "full_name", "nickname"})
_SEARCHER_GROUP = re.compile(
    r"\b(?:busca|buscador|searcher|inquirer|informante|solicitante|denunciante|reportante|contacto|contact|reporter)\b"
)
_OF_SEARCHER = {"given": "searcher_name", "full_name": "searcher_name", "searcher_phone": "searcher_phone",
                "searcher_address": "searcher_address", "languages": "searcher_language",
                "relation": "relation", "source_id": ""}  # fmt: skip
"""What a heading says within a group of questions about the searcher."""


def _code_of_heading(head: str) -> str:
    """Return the code of a heading.

    It may stand after the names of its groups: `child/name`.
    """
    codes = _codes_by_heading()
    if code := codes.get(_normalise_heading(head), ""):
        return code
    group, _, leaf = head.rpartition("/")
    code = codes.get(_normalise_heading(leaf), "")
    if not _SEARCHER_GROUP.search(_normalise_heading(group)):
        return code
    return code if code.startswith("searcher") else _OF_SEARCHER.get(code, "")


@cache
def _codes_by_heading() -> dict[str, str]:
    names: dict[str, str] = {}
    for column in _DECLARED:
        for language in ("es", "en"):
            with override(language):
                names.setdefault(_normalise_heading(str(column.head)), column.code)
        for name in (column.code, *column.aliases):
            names.setdefault(_normalise_heading(name), column.code)
    return names


def _normalise_heading(head: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold_text(head)).split())
