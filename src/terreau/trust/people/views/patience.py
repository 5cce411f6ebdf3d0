"""Tries that are counted: where they come from, and the mixin that makes a form of allauth wait its turn."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse

from terreau.trust.people import actions
from terreau.trust.people.limits import Limit, limits_on


def address_of(request: HttpRequest) -> str:
    """Of the visitor, not of the proxy in front when the settings name one."""
    return get_adapter().get_client_ip(request)


def patiently(request: HttpRequest, act: str) -> None:
    """One try of `act` by this address and account; a sentence says how long to wait where there were too many."""
    actions.take_turn(limits_on(act, address_of(request), request.user.pk or ""))


class Patient:
    """A try is counted when the form arrives, and forgiven when it succeeds."""

    act = ""
    request: HttpRequest

    def account(self) -> object:
        """Whose account is tried."""
        return ""

    def limits(self) -> tuple[Limit, ...]:
        return limits_on(self.act, address_of(self.request), self.account())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actions.take_turn(self.limits())
        return super().post(request, *args, **kwargs)  # type: ignore[misc]  # the view it is mixed in

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)  # type: ignore[misc]  # the view it is mixed in
        actions.forgive(self.limits())
        return response
