"""Pages."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from amparo.web.gallery import gallery
from amparo.web.pages import account, act, administration, case, files, help, work

urlpatterns: list[URLPattern | URLResolver] = [
    path("", work.my_work, name="my_work"),
    path("sign-in", account.SignIn.as_view(), name="sign_in"),
    path("sign-in", account.SignIn.as_view(), name="account_login"),
    path("sign-out", account.sign_out, name="account_logout"),
    path("account/", account.account, name="account"),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("language", set_language, name="set_language"),
    path("cases/", work.cases, name="cases"),
    path("cases/new/", act.new_case, name="new_case"),
    path("cases/<uuid:case_id>/", case.what_is_next, name="case"),
    path("cases/<uuid:case_id>/timeline/", case.timeline, name="timeline"),
    path("cases/<uuid:case_id>/why/<int:seq>/", case.why, name="why"),
    path("cases/<uuid:case_id>/readers/", case.readers, name="readers"),
    path("cases/<uuid:case_id>/files/", files.files, name="files"),
    path("cases/<uuid:case_id>/files/<uuid:file_id>/", files.file, name="file"),
    path("cases/<uuid:case_id>/papers/<slug:slug>.pdf", files.paper, name="paper"),
    path("verify/<str:code>/", files.verify, name="verify"),
    path("cases/<uuid:case_id>/tasks/", work.add_task, name="add_task"),
    path("cases/<uuid:case_id>/tasks/<uuid:task_id>/done/", work.task_done, name="task_done"),
    path("cases/<uuid:case_id>/do/<slug:code>/", act.act, name="act"),
    path("cases/<uuid:case_id>/<slug:slug>/", case.place, name="place"),
    path("sign/<uuid:draft_id>/", act.sign, name="sign"),
    path("directory/", administration.directory, name="directory"),
    path("directory/<slug:kind>/", administration.listing, name="directory_list"),
    path("directory/<slug:kind>/new/", administration.edit, name="directory_new"),
    path("directory/<slug:kind>/<uuid:row_id>/", administration.edit, name="directory_edit"),
    path("administration/counts/", administration.counts, name="counts"),
    path("administration/", administration.overview, name="administration"),
    path("help/", help.guide, name="help"),
    path("help/<slug:slug>/", help.guide, name="help_page"),
    path("components/", gallery, name="components"),
]
