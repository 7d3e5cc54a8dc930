"""Questions that several acts on a report share.

The child, the last news, consent and urgency.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from amparo.cases.act import ActInput
from amparo.cases.checks import require_answers, run_all_checks
from amparo.ledger import clock
from amparo.ledger.codes import AnyCountry, In, Nationality
from amparo.ledger.days import local_day
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.acts.parts import WHOLE_LIST_HINT, AgeOrBirth, Names
from amparo.registry.checks import require_born_by
from amparo.ui.fields import LongText, Part, ShortText, field

_CHILD = t("La niña, niño o adolescente", "The child")
_MEMORY = t("Cómo reconocerle", "How to recognise the child")
_LAST = t("Últimas noticias", "Last news")
_URGENCY = t("Urgencia", "Urgency")
CONSENT_GROUP = t("A qué da su consentimiento quien busca", "To what the searcher consents")
Consents = list[Annotated[str, In("search_consent")]]
CONSENTS_LABEL = t("Consiente", "Consents")
CONSENTS_HINT = t("Marque sólo lo que dijo; cada finalidad aparte.", "Mark only what was said; each purpose apart.")


class SoughtChildRelative(Part):
    """A relative whom the child would name."""

    name: ShortText = field(t("Cómo se llama", "Name"), default=...)
    relation: Annotated[str, In("relationship_type")] | None = field(
        t("Parentesco o relación", "Relation to the child")
    )


class SoughtChildDocument(Part):
    """A document whose number is known."""

    kind: Annotated[str, In("document_type")] = field(t("Qué documento", "Which document"), default=...)
    number: ShortText = field(t("Número", "Number"), default=...)


class SoughtChild(ActInput):
    """The child as the searcher remembers them, and the last news.

    Blank stays unknown.
    """

    names: Names | None = field(t("Cómo se llama", "What the child is called"), group=_CHILD)
    sex: Annotated[str, In("sex")] | None = field(t("Sexo", "Sex"), group=_CHILD)
    age_or_birth: AgeOrBirth | None = field(t("Edad o nacimiento", "Age or birth"), group=_CHILD)
    nationalities: list[Nationality] | None = field(
        t("Nacionalidades", "Nationalities"), max_length=5, min_length=1, group=_CHILD
    )
    birth_country: Nationality | None = field(t("País de nacimiento", "Country of birth"), group=_CHILD)
    birth_place: ShortText | None = field(
        t("Lugar y municipio de nacimiento", "Place and municipality of birth"), group=_CHILD
    )
    languages: list[Annotated[str, In("language")]] | None = field(
        t("Idiomas que habla", "Languages spoken"), max_length=6, group=_CHILD
    )
    relatives: list[SoughtChildRelative] | None = field(
        t("Familia, por su nombre", "Family, by name"), max_length=20, group=_CHILD, hint=WHOLE_LIST_HINT
    )
    documents: list[SoughtChildDocument] | None = field(
        t("Documentos", "Documents"), max_length=10, group=_CHILD, hint=WHOLE_LIST_HINT
    )
    marks: LongText | None = field(t("Señas: lunares, cicatrices, cabello", "Marks: moles, scars, hair"), group=_MEMORY)
    clothes: LongText | None = field(t("Cómo vestía", "Clothes"), group=_MEMORY)
    pet: ShortText | None = field(
        t("Un animal que recordaría", "An animal the child would remember"), group=_MEMORY,
        why=t("Lo que sólo la niña, niño o adolescente sabe ayuda a comprobar, sin documentos, que es quien se busca.",
              "What only the child knows helps to make sure, without papers, that it is the child sought."),
    )  # fmt: skip
    school: ShortText | None = field(t("Su escuela o maestra", "School or teacher"), group=_MEMORY)
    song: ShortText | None = field(
        t("Una canción, un juego o un apodo de casa", "A song, a game or a pet name"), group=_MEMORY
    )
    memory: LongText | None = field(
        t("Otras cosas que recordaría", "Other things the child would remember"), group=_MEMORY
    )
    last_news_on: date | None = field(t("Día de la última noticia", "Day of the last news"), group=_LAST)
    last_news_country: AnyCountry | None = field(t("En qué país", "In which country"), group=_LAST)
    last_news_place: ShortText | None = field(t("Lugar", "Place"), group=_LAST)
    last_seen_with: LongText | None = field(t("Con quién estaba", "With whom the child was"), group=_LAST)
    route: LongText | None = field(t("Por dónde iba y adónde", "Which way, and where to"), group=_LAST)
    urgency: Annotated[str, In("report_urgency")] | None = field(
        t("Qué tan urgente es", "How urgent it is"), group=_URGENCY
    )
    urgency_reasons: list[Annotated[str, In("urgency_reason")]] | None = field(
        t("Por qué", "Why"), max_length=9, group=_URGENCY
    )
    urgency_note: LongText | None = field(t("Explique la urgencia", "Explain the urgency"), group=_URGENCY)
    consents: Consents | None = field(CONSENTS_LABEL, max_length=4, group=CONSENT_GROUP, hint=CONSENTS_HINT)


def require_possible_answers(given: SoughtChild) -> None:
    """Require days that are not in the future, and reasons for an urgency.

    Raises `BadInput` with all errors at once.
    """
    today = local_day(clock.now())
    run_all_checks(
        lambda: require_born_by(given.age_or_birth, on=today, may_be_grown=True),
        lambda: _require_past_news(given, today),
        lambda: _require_urgency_reasons(given),
    )


def _require_past_news(given: SoughtChild, today: date) -> None:
    if given.last_news_on and given.last_news_on > today:
        raise BadInput(FieldError("last_news_on", t("La fecha está en el futuro.", "The date lies in the future.")))


def _require_urgency_reasons(given: SoughtChild) -> None:
    if given.urgency == "high":
        require_answers(given, "urgency_reasons", words=t("Diga por qué es urgente.", "Say why it is urgent."))
