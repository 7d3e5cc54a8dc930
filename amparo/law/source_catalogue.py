"""The catalogue of sources.

Titles, kinds, and the member countries that each one binds.
"""

from dataclasses import dataclass
from typing import Final, Literal

from amparo.law.profiles import PROFILES

SourceKind = Literal["treaty", "national_law", "guidance", "court", "regional", "policy", "data"]
"""`regional`: founding reports and guidelines of the Regional Conference on Migration; `court`: an advisory opinion;
`data`: a fact that is no norm."""

MEMBERS: Final = frozenset(PROFILES)
"""The member countries: those that have a profile."""

BY_PROFILE: Final = "country profile"
"""Cited by rules whose norm is the national law that the country profile names, value by value."""

PROJECT_POLICY: Final = "PP"
"""Cited where the project itself sets the norm, so that there is no text to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A treaty, a law, a text that guides, or the project itself.

    `binds`: of a treaty, the member countries that are bound by it; of a national law, the country that it is of.
    `names`: how profiles cite it, besides its key."""

    key: str
    kind: SourceKind
    title_es: str
    title_en: str
    binds: frozenset[str] = frozenset()
    note_es: str = ""
    note_en: str = ""
    names: tuple[str, ...] = ()


def _treaty(
    key: str, title_es: str, title_en: str, *, not_bound: tuple[str, ...] = (), note_es: str = "", note_en: str = ""
) -> Source:
    binds = MEMBERS - frozenset(not_bound)
    return Source(
        key=key, kind="treaty", title_es=title_es, title_en=title_en, binds=binds, note_es=note_es, note_en=note_en
    )


def _law(
    key: str,
    country: str,
    title_es: str,
    title_en: str,
    *,
    names: tuple[str, ...] = (),
    note_es: str = "",
    note_en: str = "",
) -> Source:
    return Source(
        key=key,
        kind="national_law",
        title_es=title_es,
        title_en=title_en,
        binds=frozenset({country}),
        names=names,
        note_es=note_es,
        note_en=note_en,
    )


def _text(
    kind: SourceKind,
    key: str,
    title_es: str,
    title_en: str,
    *,
    names: tuple[str, ...] = (),
    note_es: str = "",
    note_en: str = "",
) -> Source:
    return Source(
        key=key, kind=kind, title_es=title_es, title_en=title_en, names=names, note_es=note_es, note_en=note_en
    )


CATALOGUE: Final[tuple[Source, ...]] = (
    # Treaties
    _treaty(
        "CRC",
        "Convención sobre los Derechos del Niño (1989)",
        "Convention on the Rights of the Child (1989)",
        not_bound=("USA",),
        note_es="Estados Unidos la firmó en 1995 y no la ha ratificado.",
        note_en="The United States signed it in 1995 and has not ratified it.",
    ),
    _treaty(
        "R51",
        "Convención sobre el Estatuto de los Refugiados (1951) y su Protocolo (1967)",
        "Convention relating to the Status of Refugees (1951) and its Protocol (1967)",
        note_es=(
            "Estados Unidos no es parte de la Convención: sus artículos 2 a 34, y la definición de refugiado, lo "
            "obligan por el Protocolo de 1967."
        ),
        note_en=(
            "The United States is not a party to the Convention: its articles 2 to 34, and the definition of a "
            "refugee, bind it through the Protocol of 1967."
        ),
    ),
    _treaty(
        "ACHR",
        "Convención Americana sobre Derechos Humanos (1969)",
        "American Convention on Human Rights (1969)",
        not_bound=("BLZ", "CAN", "USA"),
        note_es="Belice y Canadá no la han firmado; Estados Unidos la firmó en 1977 y no la ha ratificado.",
        note_en="Belize and Canada have not signed it; the United States signed it in 1977 and has not ratified it.",
    ),
    _treaty(
        "VCCR",
        "Convención de Viena sobre Relaciones Consulares (1963)",
        "Vienna Convention on Consular Relations (1963)",
    ),
    _treaty(
        "PAL",
        "Protocolo para prevenir, reprimir y sancionar la trata de personas (Palermo, 2000)",
        "Protocol to Prevent, Suppress and Punish Trafficking in Persons (Palermo, 2000)",
        note_es="Varios de sus deberes de asistencia son sólo de considerar o de procurar.",
        note_en="Several of its duties of assistance are only to consider or to endeavour.",
    ),
    # Guidance of the United Nations: they say "should"
    _text(
        "guidance",
        "GC6",
        "Comité de los Derechos del Niño, observación general núm. 6 (2005): niños no acompañados y separados",
        "Committee on the Rights of the Child, general comment No. 6 (2005): unaccompanied and separated children",
    ),
    _text(
        "guidance",
        "GC12",
        "Comité de los Derechos del Niño, observación general núm. 12 (2009): derecho a ser escuchado",
        "Committee on the Rights of the Child, general comment No. 12 (2009): the right to be heard",
    ),
    _text(
        "guidance",
        "GC14",
        "Comité de los Derechos del Niño, observación general núm. 14 (2013): interés superior",
        "Committee on the Rights of the Child, general comment No. 14 (2013): best interests",
    ),
    _text(
        "guidance",
        "JGC3/22",
        "Observación general conjunta núm. 3 (CMW) y núm. 22 (CRC) (2017): principios sobre la niñez en la migración",
        "Joint general comment No. 3 (CMW) and No. 22 (CRC) (2017): principles on children in migration",
    ),
    _text(
        "guidance",
        "JGC4/23",
        "Observación general conjunta núm. 4 (CMW) y núm. 23 (CRC) (2017): obligaciones hacia la niñez en la migración",
        "Joint general comment No. 4 (CMW) and No. 23 (CRC) (2017): obligations towards children in migration",
    ),
    _text(
        "guidance",
        "ACG",
        "Directrices sobre las modalidades alternativas de cuidado de los niños (A/RES/64/142, 2010)",
        "Guidelines for the Alternative Care of Children (A/RES/64/142, 2010)",
    ),
    _text(
        "guidance",
        "BIP",
        "ACNUR, directrices del procedimiento del interés superior (2021)",
        "UNHCR, Best Interests Procedure Guidelines (2021)",
        note_es="El texto no se pudo leer.",
        note_en="The text could not be read.",
    ),
    _text(
        "guidance",
        "IAGP",
        "Principios interinstitucionales sobre niños no acompañados y separados (2004)",
        "Inter-agency Guiding Principles on Unaccompanied and Separated Children (2004)",
        note_es="El texto no se pudo leer.",
        note_en="The text could not be read.",
    ),
    # Courts
    _text(
        "court",
        "OC21",
        "Corte Interamericana de Derechos Humanos, opinión consultiva OC-21/14 (2014): niñez en la migración",
        "Inter-American Court of Human Rights, Advisory Opinion OC-21/14 (2014): children in migration",
        note_es="Interpreta; no resuelve un caso. El texto no se pudo leer.",
        note_en="It interprets; it decides no case. The text could not be read.",
    ),
    # Regional Conference on Migration (CRM)
    _text(
        "regional",
        "S0",
        "CRM, Grupo Ad hoc de Niñez y Adolescencia Migrante, informe de la tercera reunión (San Salvador, agosto de "
        "2015)",
        "RCM, Ad hoc Group on Migrant Children, report of the third meeting (San Salvador, August 2015)",
    ),
    _text(
        "regional",
        "S1",
        "CRM, Red de Funcionarios de Enlace de protección de la niñez migrante, informe de la reunión virtual "
        "(noviembre de 2017)",
        "RCM, Network of Liaison Officers for migrant children, report of the virtual meeting (November 2017)",
    ),
    _text(
        "regional",
        "S2",
        "CRM, Taller sobre niñez migrante y refugiada, informe (San José, marzo de 2012)",
        "RCM, Workshop on migrant and refugee children, report (San José, March 2012)",
    ),
    _text(
        "regional",
        "S3",
        "CRM, reunión para elaborar los lineamientos regionales de atención, informe final (Ciudad de México, "
        "septiembre de 2008)",
        "RCM, meeting to draft the regional guidelines on assistance, final report (Mexico City, September 2008)",
    ),
    _text(
        "regional",
        "S4",
        "CRM y RROCM, Grupo de Trabajo Ad hoc, informe de la reunión (San Salvador, febrero de 2013)",
        "RCM and RNCOM, Ad hoc Working Group, report of the meeting (San Salvador, February 2013)",
    ),
    _text(
        "regional",
        "CRM09",
        "CRM, lineamientos regionales para la atención de niñez migrante no acompañada en casos de repatriación (2009)",
        "RCM, Regional Guidelines for the assistance to unaccompanied children in cases of repatriation (2009)",
        note_es="El texto no se pudo leer.",
        note_en="The text could not be read.",
    ),
    _text(
        "regional",
        "CRMP",
        "CRM, lineamientos regionales para la identificación preliminar de perfiles y la referencia de población "
        "vulnerable",
        "RCM, Regional Guidelines for the preliminary identification of profiles and referral of vulnerable migrants",
        note_es="El texto no se pudo leer.",
        note_en="The text could not be read.",
    ),
    # National law
    _law(
        "LM",
        "MEX",
        "México, Ley de Migración",
        "Mexico, Migration Act (Ley de Migración)",
        names=("LM112", "Ley de Migración"),
    ),
    _law(
        "LGDNNA",
        "MEX",
        "México, Ley General de los Derechos de Niñas, Niños y Adolescentes",
        "Mexico, General Act on the Rights of Girls, Boys and Adolescents (LGDNNA)",
    ),
    _law(
        "LRPCAP",
        "MEX",
        "México, Ley sobre Refugiados, Protección Complementaria y Asilo Político",
        "Mexico, Act on Refugees, Complementary Protection and Political Asylum",
        names=("Ley sobre Refugiados",),
    ),
    _law(
        "LFPA",
        "MEX",
        "México, Ley Federal de Procedimiento Administrativo",
        "Mexico, Federal Act of Administrative Procedure (LFPA)",
    ),
    _law("LA", "MEX", "México, Ley de Amparo", "Mexico, Amparo Act (Ley de Amparo)", names=("Ley de Amparo",)),
    _law(
        "TVPRA",
        "USA",
        "Estados Unidos, Ley Wilberforce de protección de víctimas de trata (TVPRA 2008; 8 USC 1232)",
        "United States, William Wilberforce Trafficking Victims Protection Reauthorization Act (2008; 8 USC 1232)",
        names=("8 USC 1232",),
    ),
    _law(
        "INA",
        "USA",
        "Estados Unidos, Ley de Inmigración y Nacionalidad, asilo (8 USC 1158)",
        "United States, Immigration and Nationality Act, asylum (8 USC 1158)",
        names=("8 USC 1158",),
    ),
    _law(
        "ORR",
        "USA",
        "Estados Unidos, reglamento del cuidado de niñez no acompañada (45 CFR 410)",
        "United States, rule on the care of unaccompanied children (45 CFR 410)",
        note_es="Se leyó el texto de noviembre de 2024; 410.1201(b) fue derogado en marzo de 2025, en litigio.",
        note_en="The text of November 2024 was read; 410.1201(b) was rescinded in March 2025, in litigation.",
    ),
    _law(
        "IRPA",
        "CAN",
        "Canadá, Ley de Inmigración y Protección de Refugiados (IRPA)",
        "Canada, Immigration and Refugee Protection Act (IRPA)",
        names=("Refugee Appeal Division",),
    ),
    _law(
        "PINA",
        "GTM",
        "Guatemala, Ley de Protección Integral de la Niñez y Adolescencia (Decreto 27-2003)",
        "Guatemala, Act on the Comprehensive Protection of Children and Adolescents (Decree 27-2003)",
        names=("Ley PINA",),
    ),
    _law(
        "CRI7739",
        "CRI",
        "Costa Rica, Código de la Niñez y la Adolescencia (Ley 7739)",
        "Costa Rica, Code on Children and Adolescents (Act 7739)",
        names=("Ley 7739",),
    ),
    _law(
        "CRI55",
        "CRI",
        "Costa Rica, Constitución Política, artículo 55, y Ley Orgánica del PANI (Ley 7648)",
        "Costa Rica, Constitution, article 55, and Organic Act of PANI (Act 7648)",
        names=("Constitution art. 55", "Ley 7648"),
    ),
    Source(
        key=BY_PROFILE,
        kind="national_law",
        title_es="Ley nacional, según el perfil del país",
        title_en="National law, as the country profile names it",
        binds=MEMBERS,
        note_es="Cada valor del perfil dice su propia fuente, y si obliga.",
        note_en="Each value of the profile states its own source, and whether it binds.",
    ),
    # No norm
    _text(
        "policy",
        PROJECT_POLICY,
        "Política del proyecto: sin fuente legal, abierta a cambio",
        "Project policy: no legal source, open to change",
        names=("default", "national law not checked"),
    ),
    _text(
        "data",
        "ISO",
        "Códigos y nombres de países (ISO 3166)",
        "Codes and names of countries (ISO 3166)",
        names=("ISO 3166",),
    ),
    _text("data", "GEO", "Geografía", "Geography", names=("geography",)),
    _text(
        "data",
        "INFO",
        "Sólo información: ninguna regla lo usa",
        "Information only: no rule uses it",
        names=("information only",),
    ),
)
