"""The tables of tracing."""

from amparo.tracing.imports.models import ReportImport, ReportImportRow
from amparo.tracing.reports.models import Bulletin, BulletinRecipient, ReportCard

__all__ = ["Bulletin", "BulletinRecipient", "ReportCard", "ReportImport", "ReportImportRow"]
