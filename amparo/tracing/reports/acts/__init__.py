"""Acts on reports of missing children, all records: the law judges what happens to a child, not what a family tells."""

from amparo.tracing.reports.acts import alert, bulletins, ending, files, news, report, told

__all__ = ["alert", "bulletins", "ending", "files", "news", "report", "told"]
