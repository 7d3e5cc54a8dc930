"""Papers that go to another institution: a referral, the notification of a consulate.

They say of the child exactly the groups of data that were shared, as they stood then, whoever prints them.
"""

from __future__ import annotations

from collections.abc import Callable

from amparo.core.acts import ACTS
from amparo.core.codes import label
from amparo.core.compartments import WHEREABOUTS
from amparo.core.text import t
from amparo.protection.placements import placement_of
from amparo.registry.selectors import who_answers
from amparo.web.forms.shape import shapes_of
from amparo.web.papers.entries import hides, latest, rows_of
from amparo.web.papers.shape import NOTHING, Reading, Section

type Group = Callable[[Reading], Section]

_REQUEST = ("institution", "purpose", "service", "urgency", "legal_basis", "channel")


def request(reading: Reading) -> list[Section]:
    """What is asked of whom, the message, then each group that was shared."""
    declared, shared = ACTS[reading.entry.act], reading.entry.get("fields") or []
    asked = [*_REQUEST, *(["wants_asylum"] if "asylum" in shared else [])]
    shapes = [shape for shape in shapes_of(declared.Input) if shape.name in asked]
    head = Section(t("Qué se pide", "What is asked"), rows_of(shapes, reading.entry.body, reading.by))
    message = reading.entry.get("message", "")
    said = [Section(t("Mensaje", "Message"), (), (message,))] if message else []
    return [head, *said, *(group(code, reading) for code in shared)]


def group(code: str, reading: Reading) -> Section:
    """One group of data as it stood when it was shared; what its reader may not read says so."""
    made = GROUPS[code](reading) if code in GROUPS else Section("")
    is_empty = not (made.rows or any(made.words) or made.restricted)
    words = (str(NOTHING),) if is_empty else made.words
    return Section(label("data_group", code), made.rows, words, made.restricted)


def _answers(acts: tuple[str, ...], *names: str) -> Group:
    """The latest answers to these questions, or to all that the last of these acts asks."""

    def make(reading: Reading) -> Section:
        declared = ACTS[acts[-1]]
        shapes = [s for s in shapes_of(declared.Input) if (s.name in names or not names) and s.kind != "choices"]
        body = latest(reading.then, [shape.name for shape in shapes], *acts)
        return Section("", rows_of(shapes, body, reading.by), (), hides(declared, shapes, reading.by))

    return make


def _authority(reading: Reading) -> Section:
    """Whom to call: the authority that answers for the child, never the child."""
    name, phone = who_answers(reading.case)
    rows = (
        (str(t("Quién responde por el expediente", "Who answers for the case")), name),
        (str(t("Teléfono", "Telephone")), phone),
    )
    return Section("", rows)


def _whereabouts(reading: Reading) -> Section:
    placement = placement_of(reading.then)
    rows = [
        (str(words), str(placement[name]))
        for name, words in (("provider_name", t("Lugar", "Place")), ("where", t("Dirección", "Address")))
        if placement and placement.get(name)
    ]
    return Section("", tuple(rows), (), not reading.by.reads(frozenset({WHEREABOUTS})))


def _custody(reading: Reading) -> Section:
    custody = reading.then.latest("custody")
    holder = str(label("custody", custody)) if custody else ""
    return Section("", ((str(t("Quién le tiene", "Who has the child")), holder),) if holder else ())


GROUPS: dict[str, Group] = {
    "identity": _answers(
        ("register", "record_identity"), "names", "sex", "age_or_birth", "birth_country", "birth_place", "nationalities",
        "statelessness", "country_origin",
    ),
    "family": _answers(
        ("register", "record_family"), "with_whom", "companion_link_verified", "members", "main_carer", "wants_to_be_with"
    ),
    "contact": _authority,
    "location": _whereabouts,
    "health": _answers(("record_health",)),
    "health_urgent": _answers(("record_urgent_needs",)),
    "asylum": _answers(
        ("record_international_protection",), "asylum", "decision_reference", "fear_of_return", "persecution_agent",
        "feared_countries",
    ),
    "trafficking": _answers(
        ("record_trafficking_status",), "trafficking", "decided_by", "decision_reference", "purposes"
    ),
    "narrative": _answers(("record_circumstances",), "told"),
    "photo": _answers(("record_photograph",), "purpose"),
    "documents": _answers(("record_documents",)),
    "custody_status": _custody,
    "education": _answers(("record_education",)),
    "sponsor_status": _answers(("record_home_assessment",), "home_assessment", "relation", "caregiver_willing_able"),
}  # fmt: skip
