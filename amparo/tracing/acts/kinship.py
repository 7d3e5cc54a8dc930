"""Acts that verify kinship.

Mirror questions, the relationship check and the genetic test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from amparo.cases.act import ActContext, ActInput, Effects, NewTask, Record, act, every_answer
from amparo.cases.checks import require_answers
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile
from amparo.ledger.codes import In, YesNoUnknown
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.tracing.kinship import (
    NEXT_TEST_STEPS,
    SAMPLE_RETENTION,
    MirrorAnswerCounts,
    count_mirror_answers,
    has_open_doubt,
    is_confirmed_by_test,
    is_same_name,
    latest_genetic_test,
)
from amparo.tracing.task_codes import CONFIDENTIAL, DESTROY_SAMPLE
from amparo.ui.fields import LongText, Part, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_WHO = t("Quién dice ser familia", "Who claims to be family")
_QUESTIONS = t("Las preguntas", "The questions")
_CONSENTS = t("Quiénes consienten", "Who consents")
_SAMPLE = t("La muestra", "The sample")
_RELATION = t("Qué es de la niña, niño o adolescente", "Relation to the child")


class MirrorQuestion(Part):
    """One question with the answers of child and claimant, each asked alone."""

    topic: Annotated[str, In("mirror_topic")] = field(t("Pregunta", "Question"), default=...)
    question: ShortText | None = field(
        t("Si es otra, o con otras palabras: cómo se preguntó", "If another, or in other words: how it was asked")
    )
    child_answer: LongText | None = field(
        t("Qué respondió la niña, niño o adolescente", "What the child answered"),
        hint=t("Nunca se muestra ni se lee a quien dice ser familia.",
               "Never shown or read to the person who claims to be family."),
    )  # fmt: skip
    claimant_answer: LongText | None = field(
        t("Qué respondió quien dice ser familia", "What the person who claims to be family answered")
    )
    agreement: Annotated[str, In("mirror_agreement")] = field(t("¿Coinciden?", "Do they agree?"), default=...)


@act
class RecordMirrorQuestions(Record["RecordMirrorQuestions.Input"]):
    """Put the same questions to the child and, apart, to the claimant; compare."""

    code = "record_mirror_questions"
    title = t("Preguntas espejo", "Mirrored questions")
    compartment = PROTECTION

    class Input(ActInput):
        """To whom, in which conditions, and both answers to each question."""

        claimant: ShortText = field(t("Nombre", "Name"), default=..., group=_WHO)
        relation: Annotated[str, In("relationship_type")] = field(
            t("Qué dice ser de la niña, niño o adolescente", "What relation to the child is claimed"), default=...,
            group=_WHO
        )  # fmt: skip
        identified_by: LongText = field(
            t("Cómo se identificó: documento, quién le conoce",
              "How they identified themselves: document, who knows them"),
            default=..., group=_WHO,
        )  # fmt: skip
        in_private: bool = field(
            t("¿Se preguntó a cada quien a solas, sin que se oyeran?",
              "Was each asked alone, out of hearing of the other?"),
            default=..., group=_QUESTIONS,
            why=t("Lo que no se preguntó a solas no cuenta para verificar.",
                  "What was not asked alone does not count to verify."),
        )  # fmt: skip
        asked_by: ShortText = field(t("Quién preguntó", "Who asked"), default=..., group=_QUESTIONS)
        mirrored: list[MirrorQuestion] = field(
            t("Preguntas", "Questions"), default=..., min_length=1, max_length=30, group=_QUESTIONS,
            hint=t("Elija lo que sólo la familia sabe, no lo que está en papeles o redes.",
                   "Choose what only family knows, not what is in papers or on networks."),
        )  # fmt: skip

    def check(self, file: CaseFile, given: Input) -> None:
        """Require both answers where they are compared, and the wording of own questions."""
        errors = []
        for number, row in enumerate(given.mirrored):
            if row.topic == "other" and not row.question:
                words = t("Escriba cómo se preguntó.", "Write how it was asked.")
                errors.append(FieldError(f"mirrored.{number}.question", words))
            if row.agreement != "not_asked" and not (row.child_answer and row.claimant_answer):
                words = t("Escriba las dos respuestas, o diga que no se preguntó a ambas partes.",
                          "Write both answers, or say that it was not asked of both.")  # fmt: skip
                errors.append(FieldError(f"mirrored.{number}.agreement", words))
        if errors:
            raise BadInput(*errors)


@act
class RecordRelationshipCheck(Record["RecordRelationshipCheck.Input"]):
    """State whether kinship with the claimant was verified, and how."""

    code = "record_relationship_check"
    data_groups = every_answer("family")
    title = t("Verificación del parentesco", "Verification of kinship")
    sets = frozenset({"relationship_verified"})
    reopens = frozenset({"family"})

    class Input(ActInput):
        """With whom, the answer, and the method."""

        relationship_verified: YesNoUnknown = field(t("¿Se verificó?", "Was it verified?"), default=...)
        method: list[Annotated[str, In("relationship_method")]] | None = field(
            t("Cómo", "How"), max_length=7,
            hint=t("La prueba genética, sólo si queda duda y con consentimiento.",
                   "A genetic test only where doubt remains, and with consent."),
        )  # fmt: skip
        relative: ShortText | None = field(t("Con quién", "With whom"), compartment=PROTECTION)
        relation: Annotated[str, In("relationship_type")] | None = field(_RELATION)
        text: LongText | None = field(
            t("Qué coincidió y qué no", "What matched and what did not"), compartment=PROTECTION
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Require the method of a positive check, and evidence for it on file."""
        if given.relationship_verified != "yes":
            return
        require_answers(given, "method", words=t("Diga cómo se verificó.", "Say how it was verified."))
        methods, relative = set(given.method or ()), given.relative or ""
        if {"mirror_questions", "dna"} & methods:
            require_answers(given, "relative", words=t("Diga con quién.", "Say with whom."))
        if "mirror_questions" in methods:
            self._require_supporting_answers(count_mirror_answers(file, relative), given)
        if "dna" in methods and not is_confirmed_by_test(file, relative):
            words = t("No consta una prueba genética que lo confirme con esa persona.",
                      "No genetic test on file confirms it with that person.")  # fmt: skip
            raise BadInput(FieldError("method", words))

    def _require_supporting_answers(self, found: MirrorAnswerCounts, given: Input) -> None:
        """Require answers that agree, and an explanation of those that differ."""
        if not found.asked:
            words = t("No constan preguntas espejo a solas con esa persona: anótelas antes.",
                      "No mirrored questions asked alone are on file with that person: record them first.")  # fmt: skip
            raise BadInput(FieldError("method", words))
        if not found.agreed:
            words = t("Ninguna respuesta coincidió: {said}.", "No answer agreed: {said}.", said=str(found))
            raise BadInput(FieldError("method", words))
        if found.differ:
            require_answers(given, "text", words=t("Hubo respuestas que no coinciden: explique por qué no pesan.",
                                           "Some answers do not agree: explain why they do not weigh."))  # fmt: skip


@act
class RecordGeneticTest(Record["RecordGeneticTest.Input"]):
    """Take one step of a genetic test, the last resort.

    With everybody's consent, the sample destroyed afterwards.
    """

    code = "record_genetic_test"
    title = t("Prueba genética: paso", "Genetic test: step")
    compartment = PROTECTION

    class Input(ActInput):
        """The step, and what that step requires."""

        step: Annotated[str, In("genetic_test_step")] = field(t("Paso", "Step"), default=...)
        relative: ShortText | None = field(
            t("Con quién", "With whom"), hint=t("Al proponerla.", "When it is proposed.")
        )
        doubt: LongText | None = field(
            t("Qué duda dejaron los documentos o las preguntas", "Which doubt documents or questions left")
        )
        child_consent: LongText | None = field(
            t("La niña, niño o adolescente: su nombre y qué dijo", "The child: name, and what they said"),
            group=_CONSENTS,
        )
        guardian_consent: ShortText | None = field(
            t("La tutora o el tutor: quién y cuándo", "The guardian: who, and when"), group=_CONSENTS
        )
        relative_consent: ShortText | None = field(
            t("Quien dice ser familia: quién y cuándo", "The person who claims to be family: who, and when"),
            group=_CONSENTS,
        )
        laboratory: ShortText | None = field(t("Qué laboratorio la tiene", "Which laboratory has it"), group=_SAMPLE)
        genetic_result: Annotated[str, In("genetic_result")] | None = field(t("Resultado", "Result"), group=_SAMPLE)
        destroyed_proof: LongText | None = field(
            t("Quién la destruyó y qué constancia hay", "Who destroyed it, and which proof there is"), group=_SAMPLE
        )
        note: LongText | None = field(t("Notas", "Notes"))

    NEEDS: ClassVar[dict[str, tuple[str, ...]]] = {
        "proposed": ("relative", "doubt"),
        "consented": ("child_consent", "guardian_consent", "relative_consent"),
        "taken": ("laboratory",),
        "result": ("genetic_result",),
        "destroyed": ("destroyed_proof",),
        "not_done": ("note",),
    }

    def check(self, file: CaseFile, given: Input) -> None:
        """Require the next step of the test, with what it needs.

        A test is only proposed where other methods leave a doubt; a sample is only taken after all three consents.
        """
        test = latest_genetic_test(file)
        if given.step not in NEXT_TEST_STEPS[test.state]:
            words = t("Ese paso no sigue al último que consta.", "That step does not follow the last one on file.")
            raise BadInput(FieldError("step", words))
        require_answers(given, *self.NEEDS[given.step])
        if given.step == "proposed" and not has_open_doubt(file, given.relative):
            words = t(
                "Es el último recurso: antes se intenta con documentos o preguntas espejo con esa persona, y queda "
                "duda.",
                "It is the last resort: documents or mirrored questions with that person come first, and leave a "
                "doubt.",
            )
            raise BadInput(FieldError("step", words))
        if (
            given.step != "proposed"
            and given.relative
            and not is_same_name(given.relative, test.latest_answer("relative"))
        ):
            words = t("La prueba es con otra persona.", "The test is with another person.")
            raise BadInput(FieldError("relative", words))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """With the result, create the task of destroying the sample; close it once done."""
        if given.step == "result":
            task = NewTask(DESTROY_SAMPLE, due_at=ctx.at + SAMPLE_RETENTION,
                           compartments=CONFIDENTIAL)  # fmt: skip
            return Effects(tasks=(task,))
        return Effects(closed_tasks=((DESTROY_SAMPLE, {}),) if given.step == "destroyed" else ())
