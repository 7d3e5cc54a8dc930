"""Acts on contact with the family.

The assessment of its risk, and the first contact.
"""

from __future__ import annotations

from typing import Annotated

from amparo.cases.act import ActInput, Action, Record, act
from amparo.cases.compartments import PROTECTION
from amparo.ledger.codes import In, YesNoUnknown
from amparo.ledger.text import t
from amparo.tracing.acts.family_search import DATA_LABEL, DataGroups
from amparo.tracing.task_codes import CONTACT_STOPPED
from amparo.ui.fields import LongText, ShortText, field

_CONTACT = t("El contacto", "The contact")


@act
class ContactFamily(Action["ContactFamily.Input"]):
    """Contact the family in origin, without telling where the child is.

    Wanted by the child, and assessed for risk.
    """

    code = "contact_family"
    title = t("Contactar a la familia en origen", "Contact the family in origin")

    class Input(ActInput):
        """With whom, how, with which data, and how it went."""

        with_whom: ShortText | None = field(t("Con quién", "With whom"), compartment=PROTECTION, group=_CONTACT)
        how: LongText | None = field(
            t("Cómo y con quién presente", "How, and who was present"), compartment=PROTECTION, group=_CONTACT
        )
        confirmations: list[Annotated[str, In("confirmation", only=frozenset({"supervised_contact"}))]] | None = field(
            t("Confirme", "Confirm"), max_length=1, group=_CONTACT
        )
        fields: DataGroups | None = field(
            DATA_LABEL, max_length=15, group=_CONTACT,
            hint=t("Sólo identidad y familia; nunca dónde está.",
                   "Identity and family only; never where the child is."),
        )  # fmt: skip
        result: LongText | None = field(t("Cómo fue", "How it went"), compartment=PROTECTION, group=_CONTACT)


@act
class RecordContactRisk(Record["RecordContactRisk.Input"]):
    """State whether contact with the family is safe for the child and for the family."""

    code = "record_contact_risk"
    title = t("Riesgo del contacto", "Risk of contact")
    compartment = PROTECTION
    sets = frozenset({"contact_safe"})
    reopens = frozenset({"risk"})
    closes_tasks = frozenset({CONTACT_STOPPED})

    class Input(ActInput):
        """The answer, its reasons and the precautions."""

        contact_safe: YesNoUnknown = field(t("¿El contacto es seguro?", "Is contact safe?"), default=...)
        reasons: LongText = field(t("En qué se apoya", "What it rests on"), default=...)
        conditions: LongText | None = field(t("Con qué cuidados", "With which precautions"))
