"""Ways in without a mailbox: a printed code, a one-time link."""

import hashlib

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.account.views import LoginView
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from terreau.lib.errors import Refused
from terreau.trust.people import actions
from terreau.trust.people.forms import CodeForm
from terreau.trust.people.limits import limits_on
from terreau.trust.people.strength import STRONG
from terreau.trust.people.views.patience import address_of


class SignIn(LoginView):
    """The page of all ways in; it takes no password, so it takes nothing."""

    http_method_names = ("get", "head", "options")


@never_cache
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """Sign in with a code printed on paper; the sheet's QR fills it in, a button sends it."""
    form = CodeForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    if form.is_valid():
        limits = limits_on("code", address_of(request))
        actions.take_turn(limits)
        try:
            response = enter(request, form.cleaned_data["code"])
        except Refused as refusal:
            form.add_error("code", refusal.sentence)
        else:
            actions.forgive(limits)
            return response
    return render(request, "people/code.html", {"form": form}, status=422 if request.POST else 200)


@never_cache
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """A page with a button: previews and scanners open pages, only people press buttons."""
    if request.method != "POST":
        return render(request, "people/link.html")
    limits = limits_on("link", address_of(request))
    actions.take_turn(limits)
    response = enter(request, secret)
    actions.forgive(limits)
    return response


@sensitive_variables("secret")
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """Token spent and session opened in one transaction: both or neither.

    Someone who has a second factor is asked for it next, unless the link is worth one.
    """
    if request.user.is_authenticated:
        logout(request)
    target = get_next_redirect_url(request)
    with transaction.atomic():
        token = actions.redeem_token(secret=secret, claim=_browser(request))
        if token.strong:
            response = _enter_strongly(request, token.person, target)
        else:
            response = perform_login(request, token.person, email_verification="none", redirect_url=target)
        request.session.save()
    return response


def _enter_strongly(request: HttpRequest, person: object, target: str | None) -> HttpResponse:
    request.session[STRONG] = True
    adapter = get_adapter()
    adapter.login(request, person)
    return adapter.post_login(
        request, person, email_verification="none", signal_kwargs=None, email=None, signup=False, redirect_url=target
    )


def _browser(request: HttpRequest) -> str:
    """A hash of the browser's own CSRF secret: it changes with each sign-in that succeeds, and is nobody else's."""
    secret = request.META.get("CSRF_COOKIE", "")
    return hashlib.sha256(secret.encode()).hexdigest() if secret else ""
