"""Pages that every node has.

Signing in, one's account, registers, downloads, help. Of the pages of packages only those exist that are named here:
allauth's pages for e-mail and for a forgotten password would let whoever knows a password redirect the account.
"""

from allauth.account import views as allauth_account
from allauth.usersessions import views as allauth_sessions
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from amparo.ui import health
from amparo.ui.pages import account, downloads, help, home, reset, resources, tokens, verify

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("healthz", health.liveness, name="healthz"),
    path("readyz", health.readiness, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("sign-in", account.SignIn.as_view(), name="sign_in"),
    path("sign-in", account.SignIn.as_view(), name="account_login"),
    path("sign-in/new-password", reset.reset_password, name="reset_password"),
    path("sign-out", account.sign_out, name="account_logout"),
    path("account/", account.account, name="account"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/inactive/", allauth_account.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", allauth_account.reauthenticate, name="account_reauthenticate"),
    path("account/password/change/", allauth_account.password_change, name="account_change_password"),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", allauth_sessions.list_usersessions, name="usersessions_list"),
    path("language", set_language, name="set_language"),
    path("downloads/", downloads.downloads, name="downloads"),
    path("downloads/<uuid:export_id>/", downloads.download, name="download"),
    path("directory/<slug:name>/", resources.resource_list, name="resource_list"),
    path("directory/<slug:name>/new/", resources.resource_form, name="resource_new"),
    path("directory/<slug:name>/<uuid:row_id>/", resources.resource_form, name="resource_edit"),
    path("directory/<slug:name>/<uuid:row_id>/changes/", resources.resource_history, name="resource_history"),
    path("verify/<str:code>/", verify.verify, name="verify"),
    path("help/", help.guide, name="help"),
    path("help/<slug:slug>/", help.guide, name="help_page"),
]
