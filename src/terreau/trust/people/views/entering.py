"""Ways in without a mailbox: a printed code, a one-time link."""

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from terreau.lib.errors import Refused
from terreau.trust.people import actions
from terreau.trust.people.forms import CodeForm
from terreau.trust.people.models import SignInToken
from terreau.trust.people.rules import limit_key
from terreau.trust.people.strength import STRONG

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def address_of(request: HttpRequest) -> str:
    return request.META.get("REMOTE_ADDR", "")


@never_cache
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """Sign in with a code printed on paper."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        keys = [limit_key("code", address_of(request))]
        actions.check_not_waiting(keys)
        try:
            enter(request, form.cleaned_data["code"])
        except Refused as refusal:
            actions.note_failure(keys)
            form.add_error("code", refusal.sentence)
        else:
            actions.note_success(keys)
            return redirect("portal:me")
    return render(request, "people/code.html", {"form": form}, status=422 if request.POST else 200)


@never_cache
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """A page with a button: previews and scanners open pages, only people press buttons."""
    if request.method == "POST":
        keys = [limit_key("link", address_of(request))]
        actions.check_not_waiting(keys)
        try:
            enter(request, secret)
        except Refused:
            actions.note_failure(keys)
            raise
        return redirect("portal:me")
    return render(request, "people/link.html")


def enter(request: HttpRequest, secret: str) -> SignInToken:
    """Token spent and session opened in one transaction: both or neither."""
    with transaction.atomic():
        token = actions.redeem_token(secret=secret)
        login(request, token.person, backend=BACKEND)
        records = [{"method": f"printed_{token.kind}", "at": token.used_at.timestamp() if token.used_at else 0}]
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = records
        request.session["account_authentication_methods_user"] = str(token.person.pk)
        if token.strong:
            request.session[STRONG] = True
        request.session.save()
    return token


def sentence_of_mail() -> str:
    return _("Ce site n’envoie pas encore de courrier électronique.")
