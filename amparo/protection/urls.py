"""Pages of protection."""

from django.urls import path

from amparo.protection.pages import counts

urlpatterns = [path("administration/counts/", counts.counts_page, name="counts")]
