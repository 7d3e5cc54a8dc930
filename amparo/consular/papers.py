"""Papers of consular protection."""

from amparo.cases.papers.catalogue import AUTHORITY, declare_papers
from amparo.cases.papers.shape import Paper
from amparo.ledger.text import t
from amparo.registry.papers.shared_data import request_sections

declare_papers(
    Paper(
        "consular-notification",
        t("Notificación consular", "Consular notification"),
        ("notify_consulate",),
        request_sections,
        (AUTHORITY,),
        law=("notify_consulate",),
        is_sent=True,
    )
)
