"""Addresses of tracing: reports of missing children, searches, matches, bulletins."""

from django.urls import path

from amparo.cases.kinds import REPORT
from amparo.cases.pages import act, history
from amparo.registry.pages import files
from amparo.tracing.pages import bulletins, counts, matches, report_imports, reports, searches, threshold
from amparo.ui.pages import resources

_OF_REPORT = {"kind": REPORT}

urlpatterns = [
    path("cases/<uuid:case_id>/reports/<uuid:report_id>/", matches.report_match, name="report_match"),
    path(
        "cases/<uuid:case_id>/reports/<uuid:report_id>/photograph/", matches.report_photograph, name="report_photograph"
    ),
    path("searches/<uuid:case_id>/<uuid:entry_id>/", searches.search_results, name="search_results"),
    path("matches/threshold/", threshold.threshold, name="match_threshold"),
    path("matches/", matches.matches, name="matches"),
    path("reports/", resources.resource_list, {"name": "reports"}, name="reports"),
    path("reports/new/", act.open_case, _OF_REPORT, name="new_report"),
    path("reports/import/", report_imports.report_imports, name="report_imports"),
    path("reports/import/download.csv", report_imports.template_csv, name="report_template_csv"),
    path("reports/import/download.xlsx", report_imports.template_xlsx, name="report_template_xlsx"),
    path("reports/import/<uuid:import_id>/", report_imports.report_import, name="report_import"),
    path("reports/<uuid:report_id>/", reports.report, name="report"),
    path("reports/<uuid:case_id>/history/", history.timeline, _OF_REPORT, name="report_timeline"),
    path("reports/<uuid:case_id>/why/<int:seq>/", history.why, _OF_REPORT, name="report_why"),
    path("reports/<uuid:case_id>/readers/", history.readers, _OF_REPORT, name="report_readers"),
    path("reports/<uuid:case_id>/files/", files.files, _OF_REPORT, name="report_files"),
    path("reports/<uuid:case_id>/files/<uuid:file_id>/", files.file, _OF_REPORT, name="report_file"),
    path("reports/<uuid:case_id>/do/<slug:code>/", act.act, _OF_REPORT, name="report_act"),
    path("tracing/", counts.searches, name="searches"),
    path("bulletins/", resources.resource_list, {"name": "bulletins"}, name="bulletins"),
    path("bulletins/<uuid:bulletin_id>/", bulletins.bulletin, name="bulletin"),
    path("bulletins/<uuid:bulletin_id>/receipt/", bulletins.acknowledge, name="bulletin_receipt"),
    path("bulletins/<uuid:bulletin_id>.pdf", bulletins.paper, name="bulletin_paper"),
]
