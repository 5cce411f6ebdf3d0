"""What staff do with accounts: print codes, give and withdraw roles."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from terreau.lib.errors import Refused
from terreau.trust.people import actions, queries
from terreau.trust.people.enums import Role
from terreau.trust.people.forms import HandOutForm, RoleForm
from terreau.trust.people.models import Person, RoleGrant, SignInToken
from terreau.trust.people.policies import check_has_role

HANDERS = (Role.AGENT, Role.CONNECTOR, Role.ADMINISTRATOR)


@never_cache
def codes(request: HttpRequest) -> HttpResponse:
    """Make a printed code; the sheet is shown once."""
    check_has_role(request.user, *HANDERS)
    form = HandOutForm(request.POST or None)
    if form.is_valid():
        email, name = form.cleaned_data["email"], form.cleaned_data["name"]
        person = Person.objects.filter(email__iexact=email, is_active=True).first()
        check_printable(request, person)
        person = person or actions.create_person(email=email, name=name, by=request.user)
        code = actions.create_printed_code(person=person, by=request.user)
        entry = request.build_absolute_uri(reverse("people:code"))
        return render(request, "people/sheet.html", {"person": person, "code": code, "entry": entry})
    context = {"form": form, "codes": queries.printed_codes()}
    return render(request, "people/codes.html", context, status=422 if request.POST else 200)


def check_printable(request: HttpRequest, person: Person | None) -> None:
    """Whoever may print a code for an administrator would be one: only administrators may, for staff."""
    if person and person.grants.held().exists():
        check_has_role(request.user, Role.ADMINISTRATOR)


@require_POST
def code_revocation(request: HttpRequest, pk: int) -> HttpResponse:
    check_has_role(request.user, *HANDERS)
    actions.revoke_token(token=get_object_or_404(SignInToken, pk=pk), by=request.user)
    messages.success(request, _("Ce code ne fonctionne plus."))
    return redirect("people:codes")


@require_GET
def keepers(request: HttpRequest) -> HttpResponse:
    """Public: who keeps the notebook."""
    return render(request, "people/keepers.html", {"grants": queries.keepers()})


def roles(request: HttpRequest) -> HttpResponse:
    check_has_role(request.user, Role.ADMINISTRATOR)
    form = RoleForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.give_role(
                person=data["person"], role=data["role"], by=request.user,
                scope_kind=data["scope_kind"], scope_key=data["scope_key"],
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Le rôle est confié."))
            return redirect("people:roles")
    context = {"form": form, "grants": queries.keepers()}
    return render(request, "people/roles.html", context, status=422 if request.POST else 200)


@require_POST
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    check_has_role(request.user, Role.ADMINISTRATOR)
    grant = get_object_or_404(RoleGrant.objects.held().select_related("person"), pk=pk)
    actions.withdraw_role(grant=grant, by=request.user)
    messages.success(request, _("Le rôle est retiré."))
    return redirect("people:roles")
