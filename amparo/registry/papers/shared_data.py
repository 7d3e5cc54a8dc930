"""Papers that go to another institution: a referral, the notification of a consulate.

They say of the child exactly the groups of data that were shared, as they stood then, whoever prints them.
"""

from __future__ import annotations

from collections.abc import Callable

from amparo.cases.act import ACTS
from amparo.cases.papers.entries import answers_in_rows, has_hidden_answers, latest_answers
from amparo.cases.papers.shape import NOTHING, Reading, Section
from amparo.ledger.codes import label
from amparo.ledger.registry import Registry
from amparo.ledger.text import t
from amparo.registry.selectors import who_answers
from amparo.ui.forms.shape import shapes_of

type Group = Callable[[Reading], Section]

_REQUEST = ("institution", "purpose", "service", "urgency", "legal_basis", "channel")


def request(reading: Reading) -> list[Section]:
    """What is asked of whom, the message, then each group that was shared."""
    declared, shared = ACTS[reading.entry.act], reading.entry.get("fields") or []
    asked = [*_REQUEST, *(["wants_asylum"] if "asylum" in shared else [])]
    shapes = [shape for shape in shapes_of(declared.Input) if shape.name in asked]
    head = Section(t("Qué se pide", "What is asked"), answers_in_rows(shapes, reading.entry.body, reading.by))
    message = reading.entry.get("message", "")
    said = [Section(t("Mensaje", "Message"), (), (message,))] if message else []
    return [head, *said, *(group(code, reading) for code in shared)]


def group(code: str, reading: Reading) -> Section:
    """One group of data as it stood when it was shared; what its reader may not read says so."""
    made = GROUPS[code](reading) if code in GROUPS else Section("")
    is_empty = not (made.rows or any(made.words) or made.restricted)
    words = (str(NOTHING),) if is_empty else made.words
    return Section(label("data_group", code), made.rows, words, made.restricted)


def answers_to(acts: tuple[str, ...], *names: str) -> Group:
    """Print the latest answers to these questions, or to all that the last of these acts asks."""

    def make(reading: Reading) -> Section:
        declared = ACTS[acts[-1]]
        shapes = [s for s in shapes_of(declared.Input) if (s.name in names or not names) and s.kind != "choices"]
        body = latest_answers(reading.file_then, [shape.name for shape in shapes], *acts)
        return Section(
            "", answers_in_rows(shapes, body, reading.by), (), has_hidden_answers(declared, shapes, reading.by)
        )

    return make


def _authority(reading: Reading) -> Section:
    """Whom to call: the authority that answers for the child, never the child."""
    name, phone = who_answers(reading.case)
    rows = (
        (str(t("Quién responde por el expediente", "Who answers for the case")), name),
        (str(t("Teléfono", "Telephone")), phone),
    )
    return Section("", rows)


GROUPS: Registry[Group] = Registry("group of data")
"""How each code of the list `data_group` is printed."""


def group_of_data(code: str, made: Group) -> None:
    """Add a group of data that a paper can pass on."""
    GROUPS.add(code, made)


group_of_data(
    "identity",
    answers_to(
        ("register", "record_identity"), "names", "sex", "age_or_birth", "birth_country", "birth_place", "nationalities",
        "statelessness", "country_origin",
    ),
)  # fmt: skip
group_of_data(
    "family",
    answers_to(
        ("register", "record_family"),
        "with_whom",
        "companion_link_verified",
        "members",
        "main_carer",
        "wants_to_be_with",
    ),
)
group_of_data("contact", _authority)
group_of_data("health", answers_to(("record_health",)))
group_of_data("narrative", answers_to(("record_circumstances",), "told"))
group_of_data("photo", answers_to(("record_photograph",), "purpose"))
group_of_data("documents", answers_to(("record_documents",)))
group_of_data("education", answers_to(("record_education",)))
