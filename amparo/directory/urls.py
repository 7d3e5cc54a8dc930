"""Pages of the directory; those of its registers are the same for every resource."""

from django.urls import path

from amparo.directory.pages import access, index

urlpatterns = [
    path("directory/", index.directory, name="directory"),
    path("administration/", index.administration, name="administration"),
    path("administration/people/<uuid:person_id>/access/", access.person_access, name="person_access"),
]
