"""The determination of best interests.

The panel, the options, the reasons, the decision.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from amparo.accounts.selectors import person_names
from amparo.cases.act import ActInput, Action, Record, act
from amparo.cases.checks import require_answers, require_distinct, run_all_checks
from amparo.cases.compartments import PROTECTION, Compartment
from amparo.cases.file import CaseFile
from amparo.ledger.codes import In
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ledger.words import fold_text
from amparo.protection.assessments import split_by_factor
from amparo.protection.determinations import latest_proceeding, proceeding_under_way
from amparo.registry.acts.parts import WHOLE_LIST_HINT
from amparo.ui.fields import LongText, Part, ShortText, field

_CONVENING = t("Convocatoria", "Convening")
_PANEL = t("Comité", "Panel")
_COMPARED = t("Opciones comparadas", "Options compared")
_WHY = t("Motivos", "Reasons")
_SIGNED = t("Firmas", "Signatures")
_SEPARATION = frozenset({"separates_family"})


class Member(Part):
    """One member of the panel; migration and police may have a voice, never a vote."""

    name: ShortText = field(t("Nombre", "Name"), default=...)
    person: UUID | None = field(t("Persona de esta institución", "Person of this institution"), choose="officer")
    org_kind: Annotated[str, In("org_kind")] = field(t("Institución", "Institution"), default=...)
    discipline: Annotated[str, In("discipline")] = field(t("Disciplina", "Discipline"), default=...)
    role: Annotated[str, In("panel_role")] = field(t("Función en el comité", "Role in the panel"), default=...)
    vote: Annotated[str, In("panel_vote")] | None = field(t("Voto", "Vote"))


class ComparedOption(Part):
    """One solution as it was compared; staying is always one of those compared."""

    solution: Annotated[str, In("durable_solution")] = field(t("Solución", "Solution"), default=...)
    in_favour: LongText | None = field(t("A favor", "In favour"))
    against: LongText | None = field(t("En contra", "Against"))
    child_view: LongText | None = field(t("Qué opina la niña, niño o adolescente", "What the child thinks of it"))
    reasons: LongText | None = field(t("Motivos para elegirla o descartarla", "Reasons to choose or discard it"))
    risk: LongText | None = field(t("Riesgos y cómo se atienden", "Risks, and how they are met"))


class FactorReason(Part):
    """The reason on one factor in this determination."""

    factor: Annotated[str, In("bia_factor")] = field(t("Factor", "Factor"), default=...)
    reason: LongText = field(t("Cómo pesa en la decisión", "How it weighs in the decision"), default=...)


class Signature(Part):
    """The signature of a member under what is on file."""

    member: ShortText = field(t("Integrante", "Member"), default=..., hint=t("Como en el comité.", "As in the panel."))
    signed_on: date = field(t("Fecha de la firma", "Date of signature"), default=...)


@act
class RecordBid(Record["RecordBid.Input"]):
    """Write the determination, over days.

    A list replaces the earlier list. A change of what was signed needs new signatures.
    """

    code = "record_bid"
    proves = frozenset({"options", "options_reasoned"})
    meets = frozenset({"bid_convene", "bid_decide"})
    title = t("Determinación del interés superior: escribir", "Best interests determination: write")
    compartment = PROTECTION
    sets = frozenset({
        "bid", "panel_members", "panel_disciplines", "panel_chair_protection", "panel_migration_votes",
        "bid_signed", "bid_reasons",
    })  # fmt: skip

    class Input(ActInput):
        """Only what was done so far."""

        step: Annotated[str, In("bid_step")] | None = field(t("Convocatoria", "Convening"), group=_CONVENING)
        step_reason: LongText | None = field(t("Por qué", "Why"), group=_CONVENING)
        members: list[Member] | None = field(
            t("Integrantes", "Members"), max_length=30, group=_PANEL, hint=WHOLE_LIST_HINT
        )
        options: list[ComparedOption] | None = field(
            t("Opciones", "Options"),
            max_length=11,
            group=_COMPARED,
            hint=WHOLE_LIST_HINT,
            why=t("Al menos dos, y una de ellas que se quede.", "At least two, and one of them is staying."),
        )
        child_words: LongText | None = field(
            t("Qué opina, con sus propias palabras", "The child's views, in their own words"), group=_WHY
        )
        reasons: list[FactorReason] | None = field(
            t("Motivos por factor", "Reasons per factor"),
            max_length=9,
            group=_WHY,
            why=t("Los nueve son necesarios para decidir.", "All nine are needed to decide."),
        )
        dissent: LongText | None = field(t("Votos distintos y sus motivos", "Dissent, and its reasons"), group=_WHY)
        signatures: list[Signature] | None = field(
            t("Quiénes firmaron", "Who signed"), max_length=30, group=_SIGNED, hint=WHOLE_LIST_HINT
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Check the step, the panel, the lists and the signatures.

        A decided determination is reopened only by convening the panel again.
        """
        latest = latest_proceeding(file)
        if latest and latest.decision and given.step != "convened":
            message = t(
                "Ya se decidió: para revisarla, convóquela otra vez.", "It is decided: to review it, convene it again."
            )
            raise BadInput(FieldError("step", message))
        if given.step == "suspended":
            require_answers(given, "step_reason", words=t("Escriba por qué se suspende.", "Write why it is suspended."))
        options = [option.solution for option in given.options or []]
        factors = [reason.factor for reason in given.reasons or []]
        run_all_checks(
            lambda: _check_panel(given.members or []),
            lambda: require_distinct("options", options, t("Cada opción una sola vez.", "Each option only once.")),
            lambda: require_distinct("reasons", factors, t("Cada factor una sola vez.", "Each factor only once.")),
            lambda: _check_signatures(given.signatures or [], _list_member_names(given, file)),
        )

    def split_by_compartment(self, given: Input) -> dict[Compartment, JsonObject]:
        """Return the answers by compartment: reasons on health and trafficking apart."""
        parts = super().split_by_compartment(given)
        rows = parts.get(PROTECTION, {}).pop("reasons", [])
        for compartment, part in split_by_factor("reasons", rows).items():
            parts[compartment] = parts.get(compartment, {}) | part
        return {compartment: part for compartment, part in parts.items() if part}


def _check_panel(members: list[Member]) -> None:
    require_distinct(
        "members",
        [fold_text(member.name) for member in members],
        t("Cada persona una sola vez.", "Each person only once."),
    )
    if sum(1 for member in members if member.role == "chair") > 1:
        raise BadInput(FieldError("members", t("Sólo una persona preside.", "Only one person chairs.")))
    node_people = person_names({member.person for member in members if member.person})
    for position, member in enumerate(members):
        if member.role == "voice" and member.vote:
            message = t("Quien sólo tiene voz no vota.", "Who has a voice alone does not vote.")
            raise BadInput(FieldError(f"members.{position}.vote", message))
        if member.person and member.person not in node_people:
            message = t("Elija una opción de la lista.", "Choose one from the list.")
            raise BadInput(FieldError(f"members.{position}.person", message))


def _list_member_names(given: RecordBid.Input, file: CaseFile) -> set[str]:
    """Return the members of the panel by this input, else as they are on file."""
    if given.members is not None:
        return {member.name for member in given.members}
    proceeding = proceeding_under_way(file)
    return {member["name"] for member in proceeding.members} if proceeding else set()


def _check_signatures(signatures: list[Signature], names: set[str]) -> None:
    for position, signature in enumerate(signatures):
        if signature.member not in names:
            message = t(
                "No está en el comité: escriba el nombre como está ahí.",
                "Not in the panel: write the name as it is there.",
            )
            raise BadInput(FieldError(f"signatures.{position}.member", message))


@act
class DecideBid(Action["DecideBid.Input"]):
    """Decide for one of the compared solutions.

    Another decision needs the panel to be convened again.
    """

    code = "decide_bid"
    meets = frozenset({"bid_decide"})
    closes_tasks = frozenset({"decide_again", "review_new_information"})
    title = t("Determinar el interés superior", "Decide the best interests determination")
    sets = frozenset({"bid", "bid_solution", "bid_decided_at", "remedy", "bid_notified_at"})

    class Input(ActInput):
        """The solution and its grounds; the rest is on file."""

        solution: Annotated[str, In("durable_solution")] | None = field(t("Solución elegida", "Solution chosen"))
        reason_codes: list[Annotated[str, In("reason_code")]] | None = field(
            t("En qué se apoya", "Grounds"),
            max_length=12,
            hint=t(
                "Costo, disuasión o control migratorio no bastan.",
                "Cost, deterrence or migration control are not enough.",
            ),
        )
        reasons: LongText | None = field(t("Por qué esta solución", "Why this solution"), compartment=PROTECTION)
        placement_conditions: list[Annotated[str, In("placement_condition", only=_SEPARATION)]] | None = field(
            t("Qué implica", "What it entails"),
            max_length=1,
            why=t("Separar de la familia exige representación legal.", "Separation from family requires a lawyer."),
        )
        follow_up: LongText | None = field(t("Cómo se revisará", "How it will be reviewed"), compartment=PROTECTION)

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that the proceeding is neither decided nor suspended."""
        proceeding = latest_proceeding(file)
        if proceeding and proceeding.decision:
            message = t(
                "Ya se decidió: para decidir de nuevo, convoque otra vez al comité.",
                "It is decided: to decide again, convene the panel again.",
            )
            raise BadInput(FieldError("solution", message))
        if proceeding and proceeding.is_suspended:
            message = t("Está suspendida: convoque otra vez al comité.", "It is suspended: convene the panel again.")
            raise BadInput(FieldError("solution", message))
