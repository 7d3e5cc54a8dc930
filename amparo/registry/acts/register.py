"""Opening a child's record: four answers, and everything else follows."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from amparo.accounts import selectors as people
from amparo.accounts.steps import involve_agency, make_responsible
from amparo.core.acts import Action, ActInput, Effects, NewTask, act, ask
from amparo.core.codes import Country, In
from amparo.core.file import CaseFile
from amparo.core.models import Case
from amparo.core.perform import Context
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t
from amparo.registry.acts.parts import AgeOrBirth, Names
from amparo.registry.steps import link_cases

CUSTODY_OF = {"migration": "migration", "police": "police", "protection": "protection_authority", "health": "health"}


@act
class Register(Action):
    """Open the record of one child. Nobody is refused for lack of documents, and doubtful age counts as a child.

    Raises `Duplicates` when cases that the caller may see could be the same child and are not settled in the input.
    """

    code = "register"
    title = t("Registrar a la niña, niño o adolescente", "Register the child")
    sets = frozenset({
        "age_status", "birth_date", "birth_date_precision", "age_estimate_years", "accompaniment", "siblings_in_case",
        "case_status", "registered_at", "custody", "custody_since",
    })  # fmt: skip

    class Input(ActInput):
        """The four answers, and what is known besides."""

        names: Names = ask(t("Cómo se llama", "What the child is called"), default=...)
        sex: Annotated[str, In("sex")] = ask(t("Sexo", "Sex"), default=...)
        age_or_birth: AgeOrBirth = ask(t("Edad o nacimiento", "Age or birth"), default=...)
        with_whom: Annotated[str, In("accompaniment")] = ask(t("Con quién viaja", "With whom the child travels"), default=...)
        country: Country | None = ask(t("País donde está", "Country where the child is"))
        custody: Annotated[str, In("custody")] | None = ask(
            t("Quién tiene a la niña o niño ahora", "Who has the child now"),
            hint=t("En blanco: la institución que registra.", "Blank: the institution that registers."),
        )
        siblings: list[UUID] | None = ask(
            t("Hermanas y hermanos ya registrados", "Sisters and brothers already registered"), choose="case", max_length=30
        )
        companions: list[UUID] | None = ask(
            t("Viaja con (ya registrados)", "Travels with (already registered)"), choose="case", max_length=30
        )
        protection_agency: UUID | None = ask(
            t("Autoridad de protección competente", "Competent protection authority"), choose="protection_agency"
        )
        distinct_from: list[UUID] | None = ask(
            t("Es distinto de", "Different from"), choose="case", max_length=50
        )
        same_as: UUID | None = ask(t("Es la misma persona que", "The same person as"), choose="case")

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """Make the case visible to who registered it and to the protection authority; link family."""
        agency = self._protection_agency(given, case)
        if ctx.by.agency:
            involve_agency(case, ctx.by.agency, "registered", at=ctx.at)
        make_responsible(case, agency, at=ctx.at)
        for kind, others in (
            ("sibling", given.siblings or []),
            ("companion", given.companions or []),
            ("same", [given.same_as] if given.same_as else []),
        ):
            for other in others:
                link_cases(case, other, kind, by=ctx.by, at=ctx.at)
        custody = given.custody or CUSTODY_OF.get(ctx.by.org_kind or "", "none")
        return Effects(
            stated={self.compartment: {"custody": custody, "protection_agency": str(agency)}},
            tasks=(NewTask("new_case", agency=agency, role="protection_supervisor"),) if agency != ctx.by.agency else (),
        )

    def _protection_agency(self, given: Any, case: Case) -> UUID:
        if given.protection_agency:
            return people.protection_agency(given.protection_agency).id
        found = people.default_protection_agency(country=case.country)
        if found is None:
            raise BadInput(FieldError("protection_agency", t("Indique la autoridad de protección.", "Name the protection authority.")))
        return found.id

    def check(self, file: CaseFile, given: Any) -> None:
        """The linked cases must be visible to whoever links them."""
