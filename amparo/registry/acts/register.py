"""The act that opens a child's record with four answers."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar
from uuid import UUID

from amparo.cases.act import ActContext, ActInput, Action, Effects, NewTask, act
from amparo.cases.file import CaseFile
from amparo.cases.involvement import involve_agency, make_responsible
from amparo.cases.selectors import choose_protection_agency, visible_child_ids
from amparo.ledger import clock
from amparo.ledger.codes import Country, In
from amparo.ledger.days import local_day
from amparo.ledger.text import t
from amparo.registry.acts.parts import AgeOrBirth, Names
from amparo.registry.age import birth_range
from amparo.registry.checks import require_born_by, require_visible_cases
from amparo.registry.duplicates import (
    PossibleDuplicate,
    current_reader,
    find_visible_duplicates,
    wait_for_equal_registrations,
)
from amparo.registry.match_records import build_match_record
from amparo.registry.problems import Duplicates
from amparo.registry.steps import link_cases
from amparo.ui.fields import field

if TYPE_CHECKING:
    from amparo.cases.models import Case

CUSTODY_OF = {"migration": "migration", "police": "police", "protection": "protection_authority", "health": "health"}

_WHO = t("Quién es", "Who the child is")
_WHERE = t("Dónde y con quién está", "Where and with whom the child is")
_FAMILY = t("Familia registrada", "Registered family")
_SETTLED = t("Expedientes parecidos", "Similar cases")


@act
class Register(Action["Register.Input"]):
    """Open the record of one child.

    Nobody is refused for lack of documents, and doubtful age counts as a child.
    """

    code = "register"
    opens_case = True
    data_groups: ClassVar = {
        "identity": frozenset({"names", "sex", "age_or_birth"}),
        "family": frozenset({"with_whom", "siblings", "companions"}),
    }
    title = t("Registrar a la niña, niño o adolescente", "Register the child")
    sets = frozenset({
        "age_status", "birth_date", "birth_date_precision", "age_estimate_years", "accompaniment", "siblings_in_case",
        "case_status", "registered_at", "custody", "custody_since",
    })  # fmt: skip

    class Input(ActInput):
        """The four answers, and what is known besides."""

        names: Names = field(t("Cómo se llama", "What the child is called"), default=..., group=_WHO)
        sex: Annotated[str, In("sex")] = field(t("Sexo", "Sex"), default=..., group=_WHO)
        age_or_birth: AgeOrBirth = field(
            t("Edad o nacimiento", "Age or birth"), default=..., group=_WHO,
            why=t("Sin documentos también se registra. Si hay duda, cuenta como niña, niño o adolescente.",
                  "A child without papers is registered too. In doubt, they count as a child."),
        )  # fmt: skip
        with_whom: Annotated[str, In("accompaniment")] = field(
            t("Con quién viaja", "With whom the child travels"), default=..., group=_WHERE
        )
        country: Country | None = field(
            t("País donde está", "Country where the child is"), group=_WHERE,
            hint=t("En blanco: este país.", "Blank: this country."),
        )  # fmt: skip
        custody: Annotated[str, In("custody")] | None = field(
            t("Quién tiene a la niña o niño ahora", "Who has the child now"), group=_WHERE,
            hint=t("En blanco: la institución que registra.", "Blank: the institution that registers."),
        )  # fmt: skip
        protection_agency: UUID | None = field(
            t("Autoridad de protección competente", "Competent protection authority"), choose="protection_agency",
            group=_WHERE, hint=t("En blanco: la de este lugar.", "Blank: that of this place."),
        )  # fmt: skip
        siblings: list[UUID] | None = field(
            t("Hermanas y hermanos ya registrados", "Sisters and brothers already registered"),
            choose="case", max_length=30, group=_FAMILY,
        )  # fmt: skip
        companions: list[UUID] | None = field(
            t("Viaja con (ya registrados)", "Travels with (already registered)"),
            choose="case", max_length=30, group=_FAMILY,
        )  # fmt: skip
        distinct_from: list[UUID] | None = field(
            t("Es distinto de", "Different from"), choose="case", max_length=50, group=_SETTLED
        )
        same_as: UUID | None = field(
            t("Es la misma persona que", "The same person as"), choose="case", group=_SETTLED,
            hint=t("Los dos expedientes quedan unidos.", "Both cases are linked."),
        )  # fmt: skip

    def cases_to_lock(self, case_id: UUID | None, given: Input) -> set[UUID]:
        """Return the cases of the family, and the other case of the same child."""
        return visible_child_ids(
            [*(given.siblings or []), *(given.companions or []), *([given.same_as] if given.same_as else [])]
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Require visible cases, a possible birth, and decisions on likely duplicates."""
        at = clock.now()
        require_born_by(given.age_or_birth, on=local_day(at))
        named = {"siblings": given.siblings or [], "companions": given.companions or []}
        named["same_as"] = [given.same_as] if given.same_as else []
        require_visible_cases(named, own=file.case_id)
        candidates = unsettled_duplicates(given, at=at)
        if candidates:
            raise Duplicates([asdict(candidate) | {"id": str(candidate.id)} for candidate in candidates])

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Give access to the registrar and the protection authority; link the family."""
        agency = choose_protection_agency(given.protection_agency, country=case.country)
        if ctx.by.agency:
            involve_agency(case, ctx.by.agency, "registered", at=ctx.at)
        make_responsible(case, agency, at=ctx.at)
        self._link(case, given, ctx)
        custody = given.custody or CUSTODY_OF.get(ctx.by.org_kind or "", "none")
        return Effects(
            added_answers={self.compartment: {"custody": custody, "protection_agency": str(agency)}},
            tasks=(NewTask("new_case", agency=agency, role="protection_supervisor"),)
            if agency != ctx.by.agency
            else (),
        )

    def _link(self, case: Case, given: Input, ctx: ActContext) -> None:
        same = [given.same_as] if given.same_as else []
        for kind, others in (("sibling", given.siblings), ("companion", given.companions), ("same", same)):
            for other in sorted(set(others or [])):
                link_cases(case, other, kind, ctx)


def unsettled_duplicates(given: Register.Input, *, at: datetime) -> list[PossibleDuplicate]:
    """Return the visible likely duplicates on which the input decides nothing.

    None for whoever names the same child: they have compared them all.
    """
    if given.same_as:
        return []
    settled = {*(given.distinct_from or []), *(given.siblings or []), *(given.companions or [])}
    on = local_day(at)
    birth = birth_range(given.age_or_birth.model_dump(mode="json"), on)
    child = build_match_record(given.names.model_dump(), birth, given.sex)
    wait_for_equal_registrations(child)
    return find_visible_duplicates(child, by=current_reader(), settled=settled, on=on)
