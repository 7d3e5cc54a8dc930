"""Pages of the directory."""

from django.urls import path

from amparo.directory.pages import registers

urlpatterns = [
    path("directory/", registers.directory, name="directory"),
    path("directory/<slug:kind>/", registers.listing, name="directory_list"),
    path("directory/<slug:kind>/new/", registers.edit, name="directory_new"),
    path("directory/<slug:kind>/<uuid:row_id>/", registers.edit, name="directory_edit"),
    path("administration/", registers.overview, name="administration"),
]
