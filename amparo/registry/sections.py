"""The single regional form, section by section, in the order in which it is asked."""

from dataclasses import dataclass

from amparo.core.text import t


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the form. `acts`: the acts that answer it; the first is the record that the page states."""

    slug: str
    title: str
    acts: tuple[str, ...]

    @property
    def act(self) -> str:
        """The record that this page states."""
        return self.acts[0]


SECTIONS: tuple[Section, ...] = (
    Section("identity", t("Identidad", "Identity"), ("record_identity", "register")),
    Section("languages", t("Idiomas e intérprete", "Languages and interpreter"), ("record_interpreter",)),
    Section("family", t("Familia y acompañantes", "Family and companions"), ("record_family", "register")),
    Section("peoples", t("Pueblos y cultura", "Peoples and culture"), ("record_peoples",)),
    Section("journey", t("Origen, causas y camino", "Origin, causes and journey"), ("record_journey",)),
    Section("documents", t("Documentos", "Documents"), ("record_documents",)),
    Section(
        "circumstances",
        t("Circunstancias de la migración", "Circumstances of the migration"),
        ("record_circumstances",),
    ),
    Section("education", t("Escuela", "School"), ("record_education",)),
    Section("work", t("Trabajo", "Work"), ("record_work",)),
    Section("health", t("Salud y discapacidad", "Health and disability"), ("record_health",)),
    Section(
        "contacts", t("Atención y retornos anteriores", "Earlier contacts and returns"), ("record_earlier_contacts",)
    ),
    Section("photograph", t("Fotografía", "Photograph"), ("record_photograph",)),
    Section("files", t("Archivos", "Files"), ("record_file",)),
)
BY_SLUG: dict[str, Section] = {section.slug: section for section in SECTIONS}
