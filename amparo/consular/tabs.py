"""The tab of consular protection."""

from amparo.cases.tabs import Tab, declare_tabs
from amparo.ledger.text import t

declare_tabs(
    Tab(
        "consular",
        t("Consular", "Consular"),
        60,
        ("notify_consulate", "record_consular_step", "record_travel_document"),
    ),
)
