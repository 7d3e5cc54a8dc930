"""Papers for another institution: a referral, the notification of a consulate.

They print exactly the groups of data that were shared, as they stood then, whoever prints them.
"""

from __future__ import annotations

from collections.abc import Callable

from amparo.cases.act import ACTS
from amparo.cases.papers.entries import answers_in_rows, has_hidden_answers, latest_answers
from amparo.cases.papers.shape import NOTHING, Reading, Section
from amparo.ledger.codes import label
from amparo.ledger.registry import Registry
from amparo.ledger.text import t
from amparo.registry.selectors import case_contact
from amparo.ui.forms.shape import shapes_of

type GroupPrinter = Callable[[Reading], Section]

_REQUEST = ("institution", "purpose", "service", "urgency", "legal_basis", "channel")


def request_sections(reading: Reading) -> list[Section]:
    """Return the request, the message, then each group that was shared."""
    declared, shared = ACTS[reading.entry.act], reading.entry.get("fields") or []
    asked = [*_REQUEST, *(["wants_asylum"] if "asylum" in shared else [])]
    shapes = [shape for shape in shapes_of(declared.Input) if shape.name in asked]
    head = Section(t("Qué se pide", "What is asked"), answers_in_rows(shapes, reading.entry.body, reading.by))
    message = reading.entry.get("message", "")
    said = [Section(t("Mensaje", "Message"), (), (message,))] if message else []
    return [head, *said, *(group_section(code, reading) for code in shared)]


def group_section(code: str, reading: Reading) -> Section:
    """Return one group of data as it stood when it was shared.

    It tells what its reader may not read.
    """
    made = GROUPS[code](reading) if code in GROUPS else Section("")
    is_empty = not (made.rows or any(made.words) or made.restricted)
    words = (str(NOTHING),) if is_empty else made.words
    return Section(label("data_group", code), made.rows, words, made.restricted)


def print_answers(acts: tuple[str, ...], *names: str) -> GroupPrinter:
    """Return a printer of the latest answers to these questions.

    Without `names`, to all that the last of these acts asks.
    """

    def make(reading: Reading) -> Section:
        declared = ACTS[acts[-1]]
        shapes = [s for s in shapes_of(declared.Input) if (s.name in names or not names) and s.kind != "choices"]
        body = latest_answers(reading.file_then, [shape.name for shape in shapes], *acts)
        return Section(
            "", answers_in_rows(shapes, body, reading.by), (), has_hidden_answers(declared, shapes, reading.by)
        )

    return make


def _print_authority(reading: Reading) -> Section:
    """Return whom to call: the authority responsible for the child, never the child."""
    name, phone = case_contact(reading.case)
    rows = (
        (str(t("Quién responde por el expediente", "Who answers for the case")), name),
        (str(t("Teléfono", "Telephone")), phone),
    )
    return Section("", rows)


GROUPS: Registry[GroupPrinter] = Registry("group of data")
"""The printer of each code of the list `data_group`."""


def add_data_group(code: str, made: GroupPrinter) -> None:
    """Add a group of data that a paper can pass on."""
    GROUPS.add(code, made)


add_data_group(
    "identity",
    print_answers(
        ("register", "record_age_determination", "record_identity"), "names", "sex", "age_or_birth", "birth_country",
        "birth_place",
        "nationalities",
        "statelessness", "country_origin",
    ),
)  # fmt: skip
add_data_group(
    "family",
    print_answers(
        ("register", "record_family"),
        "with_whom",
        "companion_link_verified",
        "members",
        "main_carer",
        "wants_to_be_with",
    ),
)
add_data_group("contact", _print_authority)
add_data_group("health", print_answers(("record_health",)))
add_data_group("narrative", print_answers(("record_circumstances",), "told"))
add_data_group("photo", print_answers(("record_photograph",), "purpose"))
add_data_group("documents", print_answers(("record_documents",)))
add_data_group("education", print_answers(("record_education",)))
