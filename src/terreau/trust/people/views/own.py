"""One's own account: name, language, data, erasure."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from terreau.trust.people import actions, queries
from terreau.trust.people.forms import ProfileForm


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    person = request.user
    form = ProfileForm(request.POST or None, initial={"name": person.name, "language": person.language})
    if form.is_valid():
        actions.edit_person(person=person, by=person, **form.cleaned_data)
        messages.success(request, _("C’est enregistré."))
        response = redirect("portal:me")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], max_age=31_536_000, samesite="Lax"
        )
        return response
    return render(request, "people/profile.html", {"form": form}, status=422 if request.POST else 200)


@require_GET
@login_required
def data(request: HttpRequest) -> HttpResponse:
    """Everything that the town keeps of this person, as a file."""
    options = {"ensure_ascii": False, "indent": 2}
    response = JsonResponse(queries.own_data(request.user), json_dumps_params=options)
    response["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response


@login_required
def erasure(request: HttpRequest) -> HttpResponse:
    """Asks once, says what is lost."""
    if request.method == "POST":
        actions.erase_person(person=request.user, by=request.user)
        logout(request)
        messages.success(request, _("Votre compte est effacé."))
        return redirect("portal:home")
    return render(request, "people/erasure.html")
