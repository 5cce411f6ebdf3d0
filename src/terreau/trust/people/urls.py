"""Addresses of accounts: ours, then those whose names allauth knows."""

from allauth.account import views as account
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.webauthn import views as webauthn
from django.urls import include, path

from terreau.trust.people.views import devices, entering, factors, mailed, own, roles, sheets

ours = (
    [
        path("code/", entering.code, name="code"),
        path("link/<str:secret>/", entering.link, name="link"),
        path("proof/", factors.proof, name="proof"),
        path("profile/", own.profile, name="profile"),
        path("my-data/", own.data, name="data"),
        path("erasure/", own.erasure, name="erasure"),
        path("devices/<int:pk>/end/", devices.device_end, name="device-end"),
        path("codes/", sheets.codes, name="codes"),
        path("codes/<int:pk>/revocation/", sheets.revocation, name="code-revocation"),
        path("keepers/", roles.keepers, name="keepers"),
        path("roles/", roles.roles, name="roles"),
        path("roles/<int:pk>/withdrawal/", roles.withdrawal, name="withdrawal"),
    ],
    "people",
)

security = [
    path("", factors.Security.as_view(), name="mfa_index"),
    path("second-factor/", factors.Authenticate.as_view(), name="mfa_authenticate"),
    path("again/", factors.Reauthenticate.as_view(), name="mfa_reauthenticate"),
    path("application/", factors.ActivateApplication.as_view(), name="mfa_activate_totp"),
    path("application/removal/", factors.RemoveApplication.as_view(), name="mfa_deactivate_totp"),
    path("recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery-codes/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/new/", factors.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("passkeys/again/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/entry/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/<int:pk>/name/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/removal/", factors.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
]

urlpatterns = [
    path("", include(ours)),
    path("login/", entering.SignIn.as_view(), name="account_login"),
    path("login/code/", mailed.RequestCode.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", mailed.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("logout/", account.logout, name="account_logout"),
    path("signup/", mailed.SignUp.as_view(), name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("email/", mailed.ChangeAddress.as_view(), name="account_email"),
    path("email/code/", mailed.ConfirmAddress.as_view(), name="account_email_verification_sent"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("devices/", devices.devices, name="usersessions_list"),
    path("security/", include(security)),
]
