"""Addresses of accounts: ours first, then those of allauth."""

from allauth.account import views as account
from django.urls import include, path

from terreau.trust.people.views import entering, own, staff

ours = (
    [
        path("code/", entering.code, name="code"),
        path("link/<str:secret>/", entering.link, name="link"),
        path("profile/", own.profile, name="profile"),
        path("my-data/", own.data, name="data"),
        path("erasure/", own.erasure, name="erasure"),
        path("codes/", staff.codes, name="codes"),
        path("codes/<int:pk>/revocation/", staff.code_revocation, name="code-revocation"),
        path("keepers/", staff.keepers, name="keepers"),
        path("roles/", staff.roles, name="roles"),
        path("roles/<int:pk>/withdrawal/", staff.withdrawal, name="withdrawal"),
    ],
    "people",
)

urlpatterns = [
    path("", include(ours)),
    path("login/", account.login, name="account_login"),
    path("login/code/", account.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", account.logout, name="account_logout"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("email/", account.email, name="account_email"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm-email/", account.email_verification_sent, name="account_email_verification_sent"),
    path("confirm-email/<str:key>/", account.confirm_email, name="account_confirm_email"),
    path("security/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
