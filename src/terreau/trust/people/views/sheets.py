"""Printed sign-in codes: made for the person at the desk, shown once, listed, taken back."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from terreau.lib import qr
from terreau.trust.people import actions, queries
from terreau.trust.people.enums import Role
from terreau.trust.people.forms import HandOutForm
from terreau.trust.people.models import Person, SignInToken
from terreau.trust.people.policies import check_has_role, holds_staff_role

HANDERS = (Role.AGENT, Role.CONNECTOR, Role.ADMINISTRATOR)


@never_cache
def codes(request: HttpRequest) -> HttpResponse:
    """Make a printed code; the sheet is the answer itself, and is never shown again."""
    check_has_role(request.user, *HANDERS)
    form = HandOutForm(request.POST or None)
    if form.is_valid():
        person = form.chosen()
        check_may_print_for(request, person)
        person = person or actions.create_person(
            email=form.cleaned_data["email"], name=form.cleaned_data["name"], by=request.user
        )
        return sheet(request, person, actions.create_printed_code(person=person, by=request.user))
    context = {"form": form, "codes": queries.printed_codes()}
    return render(request, "people/codes.html", context, status=422 if request.POST else 200)


def sheet(request: HttpRequest, person: Person, code: str) -> HttpResponse:
    entry = request.build_absolute_uri(reverse("people:code"))
    square = qr.path(f"{entry}?{urlencode({'code': code})}")
    return render(request, "people/sheet.html", {"person": person, "code": code, "entry": entry, "square": square})


def check_may_print_for(request: HttpRequest, person: Person | None) -> None:
    """Whoever may print a code for an administrator would be one: only administrators may, for staff."""
    if person and holds_staff_role(person):
        check_has_role(request.user, Role.ADMINISTRATOR)


@require_POST
def revocation(request: HttpRequest, pk: int) -> HttpResponse:
    check_has_role(request.user, *HANDERS)
    actions.revoke_token(token=get_object_or_404(SignInToken, pk=pk, kind=SignInToken.Kind.CODE), by=request.user)
    messages.success(request, _("Ce code ne fonctionne plus."))
    return redirect("people:codes")
