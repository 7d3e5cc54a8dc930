"""The page of one's own work, and the gallery of components."""

from django.urls import path

from amparo.desk.gallery import gallery
from amparo.desk.pages import work
from amparo.ui.pages.resources import resource_list

urlpatterns = [
    path("", work.my_work, name="home"),
    path("tasks/", resource_list, {"name": "tasks"}, name="tasks"),
    path("deadlines/", resource_list, {"name": "deadlines"}, name="deadlines"),
    path("drafts/", resource_list, {"name": "drafts"}, name="drafts"),
    path("components/", gallery, name="components"),
]
