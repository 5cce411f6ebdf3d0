"""Ways in by a mailbox: the code by letter, a new account, a change of address. allauth's pages, at our pace."""

from typing import Any

from allauth.account import views as allauth
from django.conf import settings
from django.http import HttpResponse

from terreau.trust.people.views.patience import Patient


class Posted(Patient):
    """A letter costs a try whether it finds anyone or not; it is never forgiven, since nothing was proved."""

    act = "letter"

    def account(self) -> object:
        return self.request.POST.get("email", "")

    def form_valid(self, form: Any) -> HttpResponse:
        return super(Patient, self).form_valid(form)  # type: ignore[misc]  # the view it is mixed in


class RequestCode(Posted, allauth.RequestLoginCodeView):
    """Send a code; the answer is the same whether the account exists or not."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return {**super().get_context_data(**more), "mail_on": settings.MAIL_ON}


class SignUp(Posted, allauth.SignupView):
    """An account is an address that answers."""


class ConfirmCode(Patient, allauth.ConfirmLoginCodeView):
    """Enter the code of the letter, or ask for another letter."""

    def account(self) -> object:
        return self._process.state.get("email", "")

    @property
    def act(self) -> str:
        return "letter" if self._action == "resend" else "letter code"

    def form_valid(self, form: Any) -> HttpResponse:
        if self._action == "resend":
            return super(Patient, self).form_valid(form)
        return super().form_valid(form)


class ConfirmAddress(Patient, allauth.ConfirmEmailVerificationCodeView):
    """The same for the address of a new account, or a new address of an account."""

    def account(self) -> object:
        return self._process.state.get("email", "")

    @property
    def act(self) -> str:
        return "address code" if self._action == "verify" else "letter"

    def form_valid(self, form: Any) -> HttpResponse:
        if self._action != "verify":
            return super(Patient, self).form_valid(form)
        return super().form_valid(form)


class ChangeAddress(Posted, allauth.EmailView):
    """A new address replaces the old one once its code is entered."""
