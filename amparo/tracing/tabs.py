"""The tab of the family search in a child's case."""

from amparo.cases.tabs import Tab, declare_tabs
from amparo.ledger.text import t

declare_tabs(
    Tab("family-search", t("Búsqueda familiar", "Family search"), 50, (
        "open_tracing", "record_search", "record_tracing_step", "record_mirror_questions", "record_relationship_check",
        "record_genetic_test", "record_report_match", "record_contact_risk", "contact_family", "record_contact_session",
        "record_family_message",
    )),
)  # fmt: skip
