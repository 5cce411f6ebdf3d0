"""Where one is signed in, and how to sign out from there."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.trust.people import actions, queries


@login_required
def devices(request: HttpRequest) -> HttpResponse:
    """Lists them; posted, signs out every other one."""
    if request.method == "POST":
        actions.end_other_sessions(person=request.user, keep=request.session.session_key, by=request.user)
        messages.success(request, _("Les autres appareils sont déconnectés."))
        return redirect("usersessions_list")
    found = queries.sessions(request.user, request.session.session_key)
    return render(request, "people/devices.html", {"devices": found})


@require_POST
@login_required
def device_end(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    actions.end_session(session=session, by=request.user)
    messages.success(request, _("Cet appareil est déconnecté."))
    return redirect("usersessions_list")
