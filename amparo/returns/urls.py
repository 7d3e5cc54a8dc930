"""Pages of returns."""

from django.urls import path

from amparo.returns.pages import journey

urlpatterns = [path("cases/<uuid:case_id>/journey/", journey.show_journey, name="journey")]
