"""The act on languages and interpretation.

What is said to a child who does not understand it does not count as said.
"""

from __future__ import annotations

from typing import Annotated, ClassVar
from uuid import UUID

from amparo.cases.act import Record, act
from amparo.ledger.codes import In, YesNoUnknown
from amparo.ledger.text import t
from amparo.registry.acts.parts import WHOLE_LIST_HINT, SectionInput
from amparo.ui.fields import Part, ShortText, field

Language = Annotated[str, In("language")]
_SPOKEN = t("Idiomas", "Languages")
_INTERPRETER = t("Intérprete", "Interpreter")


class SpokenLanguage(Part):
    """One language of the child."""

    language: Language = field(t("Idioma", "Language"), default=...)
    level: Annotated[str, In("language_level")] | None = field(t("Cómo lo habla", "How well"))
    reads: bool | None = field(t("Lo lee", "Reads it"))
    variant: ShortText | None = field(t("Variante o lugar", "Variant or place"))


@act
class RecordInterpreter(Record["RecordInterpreter.Input"]):
    """State which languages the child speaks and who interprets, spoken or signed."""

    code = "record_interpreter"
    data_groups: ClassVar = {
        "identity": frozenset({"languages", "best_language", "needs_interpreter", "interpreter_kind"})
    }
    title = t("Idiomas e intérprete", "Languages and interpreter")
    section = "languages"
    sets = frozenset({"interpreter_need"})

    class Input(SectionInput):
        """Languages, and the need of an interpreter.

        A need without an interpreter named is not met.
        """

        languages: list[SpokenLanguage] | None = field(
            t("Idiomas que habla o entiende", "Languages spoken or understood"),
            max_length=10,
            group=_SPOKEN,
            hint=WHOLE_LIST_HINT,
        )
        best_language: Language | None = field(
            t("En cuál se expresa mejor", "In which the child is most at ease"), group=_SPOKEN
        )
        needs_interpreter: YesNoUnknown | None = field(
            t("¿Necesita intérprete?", "Is an interpreter needed?"), group=_INTERPRETER,
            why=t("Que conteste «sí» a todo no quiere decir que entiende. Que un pariente traduzca no basta.",
                  "Answering “yes” to everything is not understanding. A relative translating is not enough."),
        )  # fmt: skip
        interpreter_kind: Annotated[str, In("interpreter_kind")] | None = field(
            t("De qué tipo", "Of which kind"), group=_INTERPRETER
        )
        interpreter: UUID | None = field(
            t("Quién interpreta", "Who interprets"), choose="interpreter", group=_INTERPRETER
        )
        other_interpreter: ShortText | None = field(
            t("Otra persona (nombre e institución)", "Another person (name and institution)"), group=_INTERPRETER
        )
        interpreter_present: YesNoUnknown | None = field(
            t("¿Está disponible ahora?", "Available now?"), group=_INTERPRETER
        )
        interpreter_mode: Annotated[str, In("interpreter_mode")] | None = field(t("Cómo", "How"), group=_INTERPRETER)
        interpreter_accepted: YesNoUnknown | None = field(
            t("¿La niña, niño o adolescente le acepta?", "Does the child accept that person?"), group=_INTERPRETER,
            why=t("Puede preferir una mujer, o temer a alguien de su comunidad.",
                  "The child may prefer a woman, or fear somebody of their community."),
        )  # fmt: skip
