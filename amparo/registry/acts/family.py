"""The act on family and companions.

Who and where they are, and what is known of the bond.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from amparo.cases.act import ActContext, Effects, Record, act, every_answer
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile
from amparo.cases.selectors import visible_child_ids
from amparo.ledger.codes import AnyCountry, In, Nationality, YesNoUnknown
from amparo.ledger.text import t
from amparo.registry.acts.parts import WHOLE_LIST_HINT, Names, SectionInput
from amparo.registry.checks import require_visible_cases
from amparo.registry.steps import link_cases
from amparo.ui.fields import LongText, Part, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_COMPANY = t("Con quién viaja", "With whom the child travels")
_FAMILY = t("Familia", "Family")
_LINKED = t("Ya registrados", "Already registered")


class Relative(Part):
    """One relative or companion.

    Everything may be unknown except the relation.
    """

    names: Names | None = field(t("Cómo se llama", "Name"))
    relation: Annotated[str, In("relationship_type")] = field(
        t("Qué es de la niña o niño", "Relation to the child"), default=...
    )
    link: Annotated[str, In("link_state")] | None = field(t("¿Cómo se sabe el vínculo?", "How is the bond known?"))
    age_years: int | None = field(t("Edad en años", "Age in years"), ge=0, le=120)
    nationality: Nationality | None = field(t("Nacionalidad", "Nationality"))
    travels_along: bool | None = field(t("Viaja con la niña, niño o adolescente", "Travels with the child"))
    lived_together: bool | None = field(t("Vivían en la misma casa", "They lived in the same home"))
    cares: bool | None = field(t("Le cuidaba o cuida", "Cares, or cared, for the child"))
    state: Annotated[str, In("relative_state")] | None = field(t("¿Vive?", "Alive?"))
    whereabouts: Annotated[str, In("relative_place")] | None = field(t("Dónde está", "Where they are"))
    country: AnyCountry | None = field(t("En qué país", "In which country"))
    place: ShortText | None = field(t("Lugar o dirección", "Place or address"))
    phone: ShortText | None = field(
        t("Teléfono", "Telephone"),
        hint=t(
            "No llame antes de comprobar que el contacto es seguro.", "Do not call before contact is found to be safe."
        ),
    )
    in_touch: YesNoUnknown | None = field(t("¿Tienen contacto?", "Are they in touch?"))


@act
class RecordFamily(Record["RecordFamily.Input"]):
    """State who the child's family and companions are.

    A bond is claimed until somebody verified it.
    """

    code = "record_family"
    data_groups = every_answer("family")
    title = t("Familia y acompañantes", "Family and companions")
    section = "family"
    reopens = frozenset({"family"})
    sets = frozenset({"accompaniment", "companion_link_verified", "companion_risk", "siblings_in_case"})

    class Input(SectionInput):
        """Who is with the child, who is not, and whom the child wants."""

        with_whom: Annotated[str, In("accompaniment")] | None = field(
            t("Con quién viaja", "With whom the child travels"), group=_COMPANY
        )
        company_note: Annotated[str, In("accompaniment_note")] | None = field(t("Además", "Besides"), group=_COMPANY)
        companion_link_verified: YesNoUnknown | None = field(
            t("¿Se verificó el vínculo con quien acompaña?", "Was the bond with the companion verified?"),
            group=_COMPANY,
            why=t("Sin verificar, se le trata como separada o separado.",
                  "Unverified, the child is treated as separated."),
        )  # fmt: skip
        verified_how: LongText | None = field(t("Cómo se verificó", "How it was verified"), group=_COMPANY)
        companion_risk: YesNoUnknown | None = field(
            t("¿Hay señales de que quien acompaña le controla o le hace daño?",
              "Are there signs that the companion controls or harms the child?"),
            group=_COMPANY, compartment=PROTECTION, observed=True,
            hint=t("Responde en su lugar, guarda sus documentos, le tiene miedo. Pregunte a solas.",
                   "Answers for the child, keeps the papers, is feared. Ask in private."),
        )  # fmt: skip
        companion_risk_signs: LongText | None = field(
            t("Qué señales", "Which signs"), group=_COMPANY, compartment=PROTECTION
        )
        members: list[Relative] | None = field(
            t("Familia y acompañantes", "Family and companions"), max_length=40, group=_FAMILY, hint=WHOLE_LIST_HINT
        )
        main_carer: ShortText | None = field(
            t("Quién le cuidaba de costumbre", "Who usually cared for the child"), group=_FAMILY
        )
        wants_to_be_with: ShortText | None = field(
            t("Con quién quiere estar", "With whom the child wants to be"), group=_FAMILY
        )
        has_children: YesNoUnknown | None = field(
            t("¿Tiene hijas o hijos?", "Does the child have children?"), group=_FAMILY
        )
        cares_for_others: YesNoUnknown | None = field(
            t("¿Tiene a su cargo a hermanas, hermanos u otras personas?",
              "Does the child look after siblings or others?"),
            group=_FAMILY,
        )  # fmt: skip
        in_union: YesNoUnknown | None = field(
            t("¿Vive o vivió en unión o matrimonio?", "Does or did the child live in a union or marriage?"),
            group=_FAMILY, compartment=PROTECTION,
        )  # fmt: skip
        siblings: list[UUID] | None = field(
            t("Hermanas y hermanos con expediente", "Sisters and brothers with a case"),
            choose="case", max_length=30, group=_LINKED,
            hint=t("Se unen los expedientes: hermanas y hermanos permanecen juntos.",
                   "The cases are linked: sisters and brothers stay together."),
        )  # fmt: skip
        companions: list[UUID] | None = field(
            t("Viaja con (con expediente)", "Travels with (with a case)"), choose="case", max_length=30, group=_LINKED
        )

    def cases_to_lock(self, case_id: UUID | None, given: Input) -> set[UUID]:
        """Return the visible cases of the family and of companions."""
        return visible_child_ids([*(given.siblings or []), *(given.companions or [])])

    def check(self, file: CaseFile, given: Input) -> None:
        """Require visible cases."""
        named = {"siblings": given.siblings or [], "companions": given.companions or []}
        require_visible_cases(named, own=file.case_id)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Link the cases on both files."""
        for kind, others in (("sibling", given.siblings), ("companion", given.companions)):
            for other in sorted(set(others or [])):
                link_cases(case, other, kind, ctx)
        return Effects()
