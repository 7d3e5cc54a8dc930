"""The act on Indigenous and Afro-descendant children.

Their peoples, as they state them.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import model_validator

from amparo.cases.act import Record, act
from amparo.ledger.codes import AnyCountry, In, YesNoUnknown
from amparo.ledger.text import t
from amparo.registry.acts.parts import SectionInput
from amparo.ui.fields import LongText, ShortText, field
from amparo.ui.inputs import InvalidAnswer

_INDIGENOUS = t("Pueblo indígena", "Indigenous people")
_AFRO = t("Pueblo afrodescendiente", "Afro-descendant people")
_OWN = t("Su comunidad y sus autoridades", "Community and own authorities")


@act
class RecordPeoples(Record["RecordPeoples.Input"]):
    """State to which peoples the child belongs, as the child answers.

    Nobody answers from looks or speech.
    """

    code = "record_peoples"
    data_groups: ClassVar = {
        "identity": frozenset({
            "indigenous", "indigenous_peoples", "indigenous_other", "indigenous_country", "community",
            "afro_descendant", "afro_peoples", "afro_other",
        })
    }  # fmt: skip
    title = t("Pueblos y cultura", "Peoples and culture")
    section = "peoples"

    class Input(SectionInput):
        """Answers from the closed lists, with words beside for what the lists lack."""

        indigenous: YesNoUnknown | None = field(
            t("¿Se considera de un pueblo indígena?", "Does the child consider themselves indigenous?"),
            group=_INDIGENOUS,
            why=t("Le da derecho a su lengua, a su cultura y a que participe su comunidad.",
                  "It gives the right to their language and culture, and to the part of their community."),
        )  # fmt: skip
        indigenous_peoples: list[Annotated[str, In("indigenous_people")]] | None = field(
            t("De cuál", "Which"), max_length=4, group=_INDIGENOUS
        )
        indigenous_other: ShortText | None = field(t("Si no está en la lista", "If not on the list"), group=_INDIGENOUS)
        indigenous_country: AnyCountry | None = field(
            t("País de su comunidad", "Country of the community"), group=_INDIGENOUS
        )
        community: ShortText | None = field(t("Comunidad o territorio", "Community or territory"), group=_INDIGENOUS)
        afro_descendant: YesNoUnknown | None = field(
            t("¿Se considera afrodescendiente?", "Does the child consider themselves Afro-descendant?"), group=_AFRO
        )
        afro_peoples: list[Annotated[str, In("afro_people")]] | None = field(
            t("De cuál", "Which"), max_length=4, group=_AFRO
        )
        afro_other: ShortText | None = field(t("Si no está en la lista", "If not on the list"), group=_AFRO)
        own_authorities: Annotated[str, In("community_support")] | None = field(
            t("Participación de sus autoridades propias", "Part of their own authorities"), group=_OWN,
            hint=t("Sólo si es seguro: a veces huye de su comunidad.",
                   "Only if it is safe: some flee their community."),
        )  # fmt: skip
        mediator: Annotated[str, In("community_support")] | None = field(
            t("Mediación intercultural", "Intercultural mediation"), group=_OWN
        )
        authority_contact: ShortText | None = field(
            t("Autoridad o persona de confianza", "Authority or trusted person"), group=_OWN
        )
        practices: LongText | None = field(
            t("Costumbres, alimentos o creencias que hay que respetar", "Customs, food or beliefs to respect"),
            group=_OWN,
        )

        @model_validator(mode="after")
        def _agree(self) -> Self:
            for said, named in ((self.indigenous, self.indigenous_peoples), (self.afro_descendant, self.afro_peoples)):
                if said == "no" and named:
                    raise InvalidAnswer(t("Dijo que no y nombró un pueblo: corrija uno de los dos.",
                                  "The answer is no, yet a people is named: correct one of them."))  # fmt: skip
            return self
