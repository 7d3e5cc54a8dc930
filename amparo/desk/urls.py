"""The page of one's own work, and the gallery of components."""

from django.urls import path

from amparo.desk.gallery import gallery
from amparo.desk.pages import work

urlpatterns = [
    path("", work.my_work, name="home"),
    path("components/", gallery, name="components"),
]
