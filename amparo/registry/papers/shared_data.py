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


def add_answers_group(group: str, *acts: str, only: tuple[str, ...] = ()) -> None:
    """Add a group of data that prints the latest answers of these acts.

    Those that the last of them asks and that belong to the group, or `only` some of them.
    """

    def make(reading: Reading) -> Section:
        declared = ACTS[acts[-1]]
        printed = only or declared.data_groups[group]
        shapes = [
            s for s in shapes_of(declared.Input) if (printed is None or s.name in printed) and s.kind != "choices"
        ]
        body = latest_answers(reading.file_then, [shape.name for shape in shapes], *acts)
        return Section(
            "", answers_in_rows(shapes, body, reading.by), (), has_hidden_answers(declared, shapes, reading.by)
        )

    add_data_group(group, make)


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


add_answers_group("identity", "register", "record_age_determination", "record_identity")
add_answers_group(
    "family", "register", "record_family",
    only=("with_whom", "companion_link_verified", "members", "main_carer", "wants_to_be_with"),
)  # fmt: skip
add_data_group("contact", _print_authority)
add_answers_group("health", "record_health")
add_answers_group("narrative", "record_circumstances", only=("told",))
add_answers_group("photo", "record_photograph", only=("purpose",))
add_answers_group("documents", "record_documents")
add_answers_group("education", "record_education")
