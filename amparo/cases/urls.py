"""Pages of a case, whatever else is known of it.

The address of a tab takes what no other page of a case has taken.
"""

from django.urls import path

from amparo.cases.kinds import CHILD
from amparo.cases.pages import act, case, emergency, history, norms, papers, signing
from amparo.ui.pages.resources import resource_list

urlpatterns = [
    path("cases/new/", act.open_case, {"kind": CHILD}, name="new_case"),
    path("cases/<uuid:case_id>/", case.what_is_next, name="case"),
    path("cases/<uuid:case_id>/timeline/", history.timeline, name="case_timeline"),
    path("cases/<uuid:case_id>/why/<int:seq>/", history.why, name="case_why"),
    path("cases/<uuid:case_id>/readers/", history.readers, name="case_readers"),
    path("cases/<uuid:case_id>/tasks/", case.add_task, name="add_task"),
    path("cases/<uuid:case_id>/tasks/<uuid:task_id>/done/", case.finish_task, name="finish_task"),
    path("cases/<uuid:case_id>/do/<slug:code>/", act.act, name="case_act"),
    path("cases/<uuid:case_id>/papers/<slug:slug>.pdf", papers.paper, name="paper"),
    path("cases/<uuid:case_id>/papers/<slug:slug>/<uuid:entry_id>.pdf", papers.paper, name="paper_of_entry"),
    path("cases/<uuid:case_id>/<slug:slug>/", case.tab, name="case_tab"),
    path("norms/", resource_list, {"name": "norms"}, name="norms"),
    path("norms/<str:norm_id>/", norms.norm, name="norm"),
    path("sign/<uuid:draft_id>/", signing.sign, name="sign"),
    path("break-glass/", emergency.break_glass, name="break_glass"),
    path("break-glass/<uuid:look_id>/", emergency.emergency_look, name="emergency_look"),
]
