"""The tables of tracing."""

from amparo.tracing.models.imports import ReportImport, ReportImportRow
from amparo.tracing.models.reports import Bulletin, BulletinRecipient, ReportCard

__all__ = ["Bulletin", "BulletinRecipient", "ReportCard", "ReportImport", "ReportImportRow"]
