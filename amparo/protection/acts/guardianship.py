"""Who stands for the child: guardian and lawyer."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from amparo.accounts.steps import end_involvement, involve_person
from amparo.core.acts import ActInput, Action, Effects, LongText, NewTask, Record, ShortText, act, ask
from amparo.core.checks import WRITE_WHY, require
from amparo.core.codes import In
from amparo.core.file import CaseFile
from amparo.core.models import Case
from amparo.core.perform import Context
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t
from amparo.directory import selectors as directory
from amparo.directory.models import RollEntry

_BASIS = t("Base legal", "Legal basis")


def on_roll(row_id: UUID, kind: str) -> RollEntry:
    """An active entry of the roll, of this kind. Raises `BadInput` at the field of the same name."""
    found = directory.roll_entry(row_id, path=kind)
    if found.kind != kind:
        raise BadInput(FieldError(kind, t("Elija una opción de la lista.", "Choose one from the list.")))
    return found


@act
class AppointGuardian(Action):
    """Appoint somebody of the roll, interim or formal. Whoever was guardian before no longer sees the case."""

    code = "appoint_guardian"
    ends = frozenset({"replace_guardian"})
    title = t("Designar tutora o tutor", "Appoint a guardian")
    sets = frozenset({"guardian", "guardian_conflict"})

    class Input(ActInput):
        """Who, of which kind, on which legal basis."""

        guardian: UUID = ask(t("Quién", "Who"), default=..., choose="guardian")
        guardian_kind: Annotated[str, In("guardian_kind")] = ask(
            t("Tipo de tutela", "Kind of guardianship"), default=...
        )
        legal_basis: Annotated[str, In("legal_basis", but=frozenset({"none"}))] | None = ask(
            _BASIS,
            hint=t("Orden judicial y medida de protección cuentan con su documento en el expediente.",
                   "Court order and protection measure count with their document on file."),
        )  # fmt: skip
        legal_basis_reason: LongText | None = ask(t("Cuál, y por qué aplica", "Which one, and why it applies"))
        note: LongText | None = ask(t("Observaciones", "Remarks"))

    def check(self, file: CaseFile, given: Any) -> None:
        """The person must be on the roll of guardians."""
        on_roll(given.guardian, "guardian")

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """Let the guardian see the case; what the roll says of a conflict is kept as it was that day."""
        entry = on_roll(given.guardian, "guardian")
        end_involvement(case, "guardian", at=ctx.at)
        if entry.person_id:
            involve_person(case, entry.person_id, "guardian", at=ctx.at)
        stated = {"guardian_name": entry.name, "guardian_conflict": entry.conflict}
        return Effects(stated={self.compartment: stated})


@act
class RecordGuardianship(Record):
    """Guardianship was requested, or ended; or a conflict of interest was found, or excluded."""

    code = "record_guardianship"
    title = t("Tutela: solicitud, término, conflicto", "Guardianship: request, end, conflict")
    sets = frozenset({"guardian", "guardian_conflict"})

    class Input(ActInput):
        """What happened, and what supports it."""

        step: Annotated[str, In("guardianship_step")] = ask(t("Qué ocurrió", "What happened"), default=...)
        requested_of: ShortText | None = ask(t("A quién se solicitó", "Of whom it was requested"))
        reason: LongText | None = ask(t("Por qué, y en qué se apoya", "Why, and what supports it"))

    def check(self, file: CaseFile, given: Any) -> None:
        """Whatever changes who stands for the child needs its reason."""
        if given.step != "requested":
            require(given, "reason", words=WRITE_WHY)

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """A guardian who ended, or has a conflict, no longer sees the case; a conflict is somebody's task."""
        if given.step in {"ended", "conflict_found"}:
            end_involvement(case, "guardian", at=ctx.at)
        if given.step == "conflict_found":
            return Effects(tasks=(NewTask("replace_guardian", role="protection_supervisor"),))
        if given.step == "conflict_excluded":
            self._see_again(case, ctx)
        return Effects()

    def _see_again(self, case: Case, ctx: Context) -> None:
        """Without the conflict the guardian is guardian again, unless the guardianship ended."""
        appointed = ctx.file.last("appoint_guardian")
        if appointed and ctx.facts.guardian in {"interim", "appointed"}:
            entry = on_roll(UUID(appointed["guardian"]), "guardian")
            if entry.person_id:
                involve_person(case, entry.person_id, "guardian", at=ctx.at)


@act
class RecordLegalRepresentation(Record):
    """A lawyer was requested or appointed, or the guardian waived one."""

    code = "record_legal_representation"
    title = t("Representación legal", "Legal representation")
    sets = frozenset({"legal_rep"})

    class Input(ActInput):
        """What happened, and who represents the child."""

        step: Annotated[str, In("legal_rep_step")] = ask(t("Qué ocurrió", "What happened"), default=...)
        lawyer: UUID | None = ask(t("Quién representa", "Who represents"), choose="lawyer")
        reason: LongText | None = ask(t("Motivo", "Reason"))

    def check(self, file: CaseFile, given: Any) -> None:
        """An appointment names its lawyer, a waiver its reason."""
        if given.step == "appointed":
            if given.lawyer is None:
                raise BadInput(FieldError("lawyer", t("Diga quién representa.", "Say who represents.")))
            on_roll(given.lawyer, "lawyer")
        if given.step == "waived_by_guardian":
            require(given, "reason", words=WRITE_WHY)

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """Whoever represents the child sees the case; whoever did before no longer does."""
        if given.step == "requested":
            return Effects()
        end_involvement(case, "lawyer", at=ctx.at)
        if given.step != "appointed":
            return Effects()
        entry = on_roll(given.lawyer, "lawyer")
        if entry.person_id:
            involve_person(case, entry.person_id, "lawyer", at=ctx.at)
        return Effects(stated={self.compartment: {"lawyer_name": entry.name}})
