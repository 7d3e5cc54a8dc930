"""Pages of protection."""

from django.urls import path

from amparo.protection.pages import counts

urlpatterns = [path("administration/counts/", counts.show_counts, name="counts")]
