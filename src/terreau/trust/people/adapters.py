"""What allauth asks of the house: its words, its letters, its journal."""

import smtplib
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from terreau.lib.errors import Refused
from terreau.trust.people import actions, queries
from terreau.trust.people.emails import BY_MACHINE
from terreau.trust.people.models import Person
from terreau.trust.people.policies import holds_staff_role
from terreau.trust.people.strength import STRONG
from terreau.ui import registry


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": lazy("Ce compte est fermé."),
        "email_taken": lazy("Cette adresse ne peut pas être utilisée ici."),
        "incorrect_code": lazy("Ce code n’est pas le bon. Recopiez celui du dernier message reçu."),
        "too_many_login_attempts": lazy("Ce code ne sert plus : trop d’essais. Demandez-en un autre."),
        "same_as_current": lazy("C’est déjà votre adresse."),
        "rate_limited": lazy("Un code vient de partir. Attendez quelques secondes avant d’en demander un autre."),
        "duplicate_email": lazy("C’est déjà votre adresse."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.MAIL_ON

    def new_user(self, request: HttpRequest) -> Person:
        return Person(language=(get_language() or settings.LANGUAGE_CODE)[:2])

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        methods = [
            str(record.get("type") or record.get("method")) for record in get_authentication_records(request, user)
        ]
        if request.session.get(STRONG):
            methods.append("strong link")
        actions.note_sign_in(person=user, methods=methods or ["token"])

    def post_login(self, request: HttpRequest, user: Any, **hooks: Any) -> HttpResponse:
        response = super().post_login(request, user, **hooks)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, max_age=31_536_000, samesite="Lax")
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A letter that cannot leave is said at once: nobody waits for a code that will never come."""
        if not settings.MAIL_ON:
            raise Refused(_("Ce site n’envoie pas encore de courrier. Demandez un code imprimé à l’accueil."))
        town = registry.town().name or "Terreau"
        try:
            super().send_mail(template_prefix, email, {"town": town, "site_url": settings.SITE_URL, **context})
        except (OSError, smtplib.SMTPException) as failure:
            raise Refused(_("Le message n’a pas pu partir. Réessayez dans quelques minutes.")) from failure

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> Any:
        return super().render_mail(template_prefix, email, context, {**BY_MACHINE, **(headers or {})})

    def send_account_already_exists_mail(self, email: str) -> None:
        self.send_mail("account/email/account_already_exists", email, {"login_url": reverse("account_login")})

    def format_email_subject(self, subject: str) -> str:
        return subject

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        words = {
            "mfa_reauthenticate": _("Avec un code de votre application, ou de secours"),
            "mfa_reauthenticate:webauthn": _("Avec votre clé d’accès"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": words.get(method["id"], method["description"])} for method in methods]


class FactorAdapter(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": lazy(
            "Votre rôle demande une seconde preuve : ajoutez-en une autre avant celle-ci."
        ),
        "cannot_generate_recovery_codes": lazy("Ajoutez d’abord une clé d’accès ou une application de codes."),
        "incorrect_code": lazy("Ce code n’est pas le bon, ou il vient de changer. Recopiez celui affiché maintenant."),
        "unverified_email": lazy("Confirmez d’abord votre adresse électronique."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff keep at least one."""
        if not holds_staff_role(authenticator.user):
            return True
        return queries.factors(authenticator.user).exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002  allauth's word
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Clé d’accès %(n)d") % {"n": count + 1}

    def get_totp_issuer(self) -> str:
        return registry.town().name or "Terreau"
