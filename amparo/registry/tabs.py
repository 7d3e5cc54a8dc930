"""Tabs of the registry in a child's case."""

from amparo.cases.tabs import Tab, declare_tabs
from amparo.ledger.text import t

declare_tabs(
    Tab("child", t("NNA y familia", "Child and family"), 10, (
        "record_identity", "record_family", "record_interpreter", "record_journey", "record_documents",
        "record_peoples",
        "record_education", "record_work", "record_health", "record_circumstances", "record_earlier_contacts",
        "record_photograph", "record_file", "record_duplicate", "register",
    )),
)  # fmt: skip
