"""What is printed: ballots and posters for everybody, letters for whoever keeps the desk."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from terreau.decide.budgeting import actions, policies, printing
from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.forms import BlankForm, LettersForm
from terreau.decide.budgeting.views.finding import about, found, posted
from terreau.decide.budgeting.views.keeping import show_desk
from terreau.lib.errors import Refused


def as_file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@posted("budgeting:desk")
@never_cache
@sensitive_post_parameters()
def letters(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A batch as a file: this answer is the only place where the codes stand, and it is written piece by piece."""
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.DESK)
    form = LettersForm(request.POST)
    if not form.is_valid():
        return show_desk(request, shown, letters_form=form)
    try:
        batch, printed = actions.print_letters(edition=shown.edition, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return show_desk(request, shown, letters_form=form)
    address = request.build_absolute_uri(reverse("budgeting:ballot", args=[slug]))
    coded = [(one.number, one.code) for one in printed]
    name = f"{slug}-lettres-{batch.pk}"
    if len(coded) <= printing.CHUNK:
        return as_file(printing.letters(shown.edition, batch.label, coded, address), f"{name}.pdf")
    parts = printing.letters_archive(shown.edition, batch.label, coded, address)
    response = StreamingHttpResponse(parts, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response


def blank(request: HttpRequest, slug: str) -> HttpResponse:
    """What the paper ballot looks like, and in which languages one wants it."""
    shown = found(request, slug)
    return render(
        request, "budgeting/blank.html", about(request, shown, form=BlankForm(many=_keeps_desk(request, shown)))
    )


def ballots(request: HttpRequest, slug: str) -> HttpResponse:
    """The ballot to fill in by hand; many at once for whoever keeps the desk."""
    shown = found(request, slug)
    form = BlankForm(request.GET, many=_keeps_desk(request, shown))
    if not form.is_valid():
        return render(request, "budgeting/blank.html", about(request, shown, form=form), status=422)
    projects = list(shown.edition.projects.all())
    data = printing.ballots(shown.edition, projects, langs=form.langs, sheets=form.cleaned_data.get("sheets") or 1)
    return as_file(data, f"{slug}-bulletin.pdf")


def _keeps_desk(request: HttpRequest, shown: object) -> bool:
    return policies.can(request.user, shown.edition, Task.DESK)


def poster(request: HttpRequest, slug: str) -> HttpResponse:
    shown = found(request, slug)
    address = request.build_absolute_uri(shown.edition.get_absolute_url())
    return as_file(printing.poster(shown.edition, address, request.LANGUAGE_CODE), f"{slug}-affiche.pdf")
