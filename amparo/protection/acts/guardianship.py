"""Representation of the child: guardian and lawyer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from amparo.cases.act import ActContext, ActInput, Action, Effects, NewTask, Record, act
from amparo.cases.checks import WRITE_WHY, require_answers
from amparo.cases.file import CaseFile
from amparo.cases.involvement import end_involvement, involve_person
from amparo.ledger.codes import In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.protection import registers
from amparo.protection.models import RollEntry
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_LEGAL_BASIS = t("Base legal", "Legal basis")


def _find_representative(row_id: UUID, kind: str) -> RollEntry:
    """Return an active guardian or lawyer of the roll.

    Raises `BadInput` at the field that `kind` names.
    """
    entry = registers.find_roll_entry(row_id, path=kind)
    if entry.kind != kind:
        raise BadInput(FieldError(kind, t("Elija una opción de la lista.", "Choose one from the list.")))
    return entry


@act
class AppointGuardian(Action["AppointGuardian.Input"]):
    """Appoint a guardian of the roll, interim or formal, in place of any other."""

    code = "appoint_guardian"
    meets = frozenset({"guardian_appointment", "guardian_request"})
    closes_tasks = frozenset({"replace_guardian"})
    title = t("Designar tutora o tutor", "Appoint a guardian")
    sets = frozenset({"guardian", "guardian_conflict"})

    class Input(ActInput):
        """The guardian, the kind of guardianship, and the legal basis."""

        guardian: UUID = field(t("Quién", "Who"), default=..., choose="guardian")
        guardian_kind: Annotated[str, In("guardian_kind")] = field(
            t("Tipo de tutela", "Kind of guardianship"), default=...
        )
        legal_basis: Annotated[str, In("legal_basis", but=frozenset({"none"}))] | None = field(
            _LEGAL_BASIS,
            hint=t(
                "Orden judicial y medida de protección cuentan con su documento en el expediente.",
                "Court order and protection measure count with their document on file.",
            ),
        )
        legal_basis_reason: LongText | None = field(t("Cuál, y por qué aplica", "Which one, and why it applies"))
        note: LongText | None = field(t("Observaciones", "Remarks"))

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that the person is on the roll of guardians."""
        _find_representative(given.guardian, "guardian")

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Let the guardian see the case; state a conflict as the roll shows it that day."""
        entry = _find_representative(given.guardian, "guardian")
        end_involvement(case, "guardian", at=ctx.at)
        if entry.person_id:
            involve_person(case, entry.person_id, "guardian", at=ctx.at)
        stated = {"guardian_name": entry.name, "guardian_conflict": entry.conflict}
        return Effects(added_answers={self.compartment: stated})


@act
class RecordGuardianship(Record["RecordGuardianship.Input"]):
    """State a request or the end of guardianship, or a conflict of interest."""

    code = "record_guardianship"
    meets = frozenset({"guardian_request"})
    title = t("Tutela: solicitud, término, conflicto", "Guardianship: request, end, conflict")
    sets = frozenset({"guardian", "guardian_conflict"})

    class Input(ActInput):
        """The step, and its support."""

        step: Annotated[str, In("guardianship_step")] = field(t("Qué ocurrió", "What happened"), default=...)
        requested_of: ShortText | None = field(t("A quién se solicitó", "Of whom it was requested"))
        reason: LongText | None = field(t("Por qué, y en qué se apoya", "Why, and what supports it"))

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that every step but a request has its reason."""
        if given.step != "requested":
            require_answers(given, "reason", words=WRITE_WHY)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """End the guardian's involvement, or start it again without the conflict."""
        if given.step in {"ended", "conflict_found"}:
            end_involvement(case, "guardian", at=ctx.at)
        if given.step == "conflict_found":
            return Effects(tasks=(NewTask("replace_guardian", role="protection_supervisor"),))
        if given.step == "conflict_excluded":
            self._involve_guardian_again(case, ctx)
        return Effects()

    def _involve_guardian_again(self, case: Case, ctx: ActContext) -> None:
        """Let the guardian see the case again, unless the guardianship ended."""
        appointment = ctx.file.last("appoint_guardian")
        if appointment and ctx.facts.guardian in {"interim", "appointed"}:
            entry = _find_representative(UUID(appointment["guardian"]), "guardian")
            if entry.person_id:
                involve_person(case, entry.person_id, "guardian", at=ctx.at)


@act
class RecordLegalRepresentation(Record["RecordLegalRepresentation.Input"]):
    """State that a lawyer was requested or appointed, or waived by the guardian."""

    code = "record_legal_representation"
    title = t("Representación legal", "Legal representation")
    sets = frozenset({"legal_rep"})

    class Input(ActInput):
        """The step, and the lawyer."""

        step: Annotated[str, In("legal_rep_step")] = field(t("Qué ocurrió", "What happened"), default=...)
        lawyer: UUID | None = field(t("Quién representa", "Who represents"), choose="lawyer")
        reason: LongText | None = field(t("Motivo", "Reason"))

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that an appointment names its lawyer, and a waiver its reason."""
        if given.step == "appointed":
            if given.lawyer is None:
                raise BadInput(FieldError("lawyer", t("Diga quién representa.", "Say who represents.")))
            _find_representative(given.lawyer, "lawyer")
        if given.step == "waived_by_guardian":
            require_answers(given, "reason", words=WRITE_WHY)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Let the appointed lawyer see the case; a former one no longer does."""
        if given.step == "requested":
            return Effects()
        end_involvement(case, "lawyer", at=ctx.at)
        if given.step != "appointed" or given.lawyer is None:
            return Effects()
        entry = _find_representative(given.lawyer, "lawyer")
        if entry.person_id:
            involve_person(case, entry.person_id, "lawyer", at=ctx.at)
        return Effects(added_answers={self.compartment: {"lawyer_name": entry.name}})
