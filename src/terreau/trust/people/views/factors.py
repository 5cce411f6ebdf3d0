"""Second factors: allauth's ceremonies, at our pace, written in the journal, and strong for this session alone."""

from typing import Any
from urllib.parse import urlencode

from allauth.mfa.base import views as base
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from terreau.lib.errors import Refused
from terreau.trust.people import actions, queries
from terreau.trust.people.adapters import FactorAdapter
from terreau.trust.people.strength import mark_strong
from terreau.trust.people.views.patience import Patient


@login_required
def proof(request: HttpRequest) -> HttpResponse:
    """Where staff without a second proof are led; says why, and how, and brings back."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = ""
    has_factor = queries.factors(request.user).exists()
    query = f"?{urlencode({'next': target})}" if target else ""
    return render(request, "people/proof.html", {"next": target, "query": query, "has_factor": has_factor})


class Authenticate(Patient, base.AuthenticateView):
    act = "second factor"

    def account(self) -> object:
        return self.stage.login.user.pk


class Reauthenticate(Patient, base.ReauthenticateView):
    act = "second factor"

    def account(self) -> object:
        return self.request.user.pk


class ActivateApplication(Patient, totp.ActivateTOTPView):
    act = "new application"

    def account(self) -> object:
        return self.request.user.pk

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        mark_strong(self.request, "totp")
        actions.note_factor(person=self.request.user, kind="totp", added=True)
        return response


class RemoveApplication(totp.DeactivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        actions.note_factor(person=self.request.user, kind="totp", added=False)
        return response


class AddPasskey(webauthn.AddWebAuthnView):
    """Always a passkey: kept by the device, opened by its own lock, good to sign in alone."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        # after the call above, whose own challenge this one replaces in the session
        options = begin_registration(self.request.user, True)
        return {**context, "js_data": {"creation_options": options}}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        mark_strong(self.request, "webauthn")
        actions.note_factor(person=self.request.user, kind="passkey", added=True)
        return response


class RemovePasskey(webauthn.RemoveWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        if not FactorAdapter().can_delete_authenticator(self.get_object()):
            raise Refused(_("Votre rôle demande une seconde preuve : ajoutez-en une autre avant celle-ci."))
        response = super().form_valid(form)
        actions.note_factor(person=self.request.user, kind="passkey", added=False)
        return response


class Security(base.IndexView):
    """Passkeys, application, recovery codes on one page."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        kept = queries.factors(self.request.user)
        passkeys = [one for one in kept if one.type == one.Type.WEBAUTHN]
        application = next((one for one in kept if one.type == one.Type.TOTP), None)
        context = super().get_context_data(**more)
        codes = context["authenticators"].get("recovery_codes")
        left = len(codes.get_unused_codes()) if codes else 0
        return {**context, "passkeys": passkeys, "application": application, "codes": codes, "codes_left": left}
