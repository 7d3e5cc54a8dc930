"""Addresses of the registry: the list of children, comparisons, files."""

from django.urls import path

from amparo.registry.pages import compare, duplicates, files
from amparo.ui.pages.resources import resource_list

urlpatterns = [
    path("cases/", resource_list, {"name": "cases"}, name="cases"),
    path("handed-over/", resource_list, {"name": "handed_over"}, name="handed_over"),
    path("cases/new/compare/<uuid:case_id>/", compare.compare_new, name="compare_new"),
    path("duplicates/", duplicates.review, name="review"),
    path("cases/<uuid:case_id>/duplicates/", compare.duplicates, name="duplicates"),
    path("cases/<uuid:case_id>/compare/<uuid:other_id>/", compare.compare, name="compare"),
    path("cases/<uuid:case_id>/files/", files.files, name="case_files"),
    path("cases/<uuid:case_id>/files/<uuid:file_id>/", files.file, name="case_file"),
]
