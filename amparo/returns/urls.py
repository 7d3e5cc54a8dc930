"""Pages of the way home."""

from django.urls import path

from amparo.returns.pages import journey

urlpatterns = [path("cases/<uuid:case_id>/journey/", journey.journey, name="journey")]
