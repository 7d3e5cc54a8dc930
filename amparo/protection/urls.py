"""Pages of protection."""

from django.urls import path

from amparo.protection.pages import assignment, counts

urlpatterns = [
    path("administration/counts/", counts.show_counts, name="counts"),
    path("assign/", assignment.assign_several, name="assign_several"),
]
