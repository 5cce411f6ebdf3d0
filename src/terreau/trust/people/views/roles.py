"""Who keeps the notebook: the public page, and where an administrator gives and withdraws roles."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from terreau.lib.errors import Refused
from terreau.trust.people import actions, queries
from terreau.trust.people.enums import Role
from terreau.trust.people.forms import RoleForm
from terreau.trust.people.models import RoleGrant
from terreau.trust.people.policies import check_has_role


@require_GET
def keepers(request: HttpRequest) -> HttpResponse:
    return render(request, "people/keepers.html", {"grants": queries.keepers(), "past": queries.past_keepers()})


def roles(request: HttpRequest) -> HttpResponse:
    check_has_role(request.user, Role.ADMINISTRATOR)
    form = RoleForm(request.POST or None)
    if form.is_valid():
        kind, _colon, key = form.cleaned_data["scope"].partition(":")
        role = form.cleaned_data["role"]
        try:
            actions.give_role(person=form.person, role=role, by=request.user, scope_kind=kind, scope_key=key)
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
