"""The result, its files, and what anybody may say of it."""

import io
import json
import zipfile

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.decide.budgeting import actions, policies, queries
from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.forms import AnswerForm, ObjectionForm, RecountForm
from terreau.decide.budgeting.models import Objection
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.queries.results import turnout
from terreau.decide.budgeting.views.finding import about, found
from terreau.trust.people import actions as people
from terreau.trust.people.limits import limits_on
from terreau.trust.people.views.patience import address_of

FILES = {
    "ballots.pb": "text/plain; charset=utf-8",
    "rule.toml": "application/toml",
    "result.json": "application/json",
    "trace.json": "application/json",
    "recount.py": "text/x-python; charset=utf-8",
    "draw.txt": "text/plain; charset=utf-8",
}


def result(request: HttpRequest, slug: str) -> HttpResponse:
    shown = _published(request, slug)
    return _page(request, shown)


def _published(request: HttpRequest, slug: str) -> Shown:
    shown = found(request, slug)
    if not shown.published:
        raise Http404
    return shown


def _page(request: HttpRequest, shown: Shown, **sent: object) -> HttpResponse:
    edition = shown.edition
    told = queries.result(edition, edition.publication.count)
    sheet = told.sheet("en" if request.LANGUAGE_CODE == "en" else "fr")
    balance = queries.balance(edition)
    context = about(
        request,
        shown,
        result=told,
        sheet=sheet,
        replay=json.dumps(sheet.replay, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
        ballots_sum=told.ballots_sum,
        balance=balance,
        ways=[] if edition.source else queries.participation(edition),
        classes=queries.classes(edition),
        days=None if queries.too_few(edition) else queries.days(edition),
        turnout=turnout(edition, told.counted.ballots),
        recounts=edition.recounts.all()[:30],
        same=edition.recounts.filter(same=True).count(),
        recounted=edition.recounts.count(),
        objections=edition.objections.all(),
        draw=getattr(edition, "draw", None),
        recount_form=RecountForm(),
        objection_form=ObjectionForm(),
        answer_form=AnswerForm(),
        files=sorted(_names(edition.publication.count.kit)),
        kit_size=len(edition.publication.count.kit or b""),
    )
    return render(request, "budgeting/result.html", context | sent, status=422 if sent else 200)


def _names(kit: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(bytes(kit))) as archive:
        return [name for name in archive.namelist() if name in FILES]


def rehearsal(request: HttpRequest, slug: str) -> HttpResponse:
    """What every rule would give on these ballots."""
    shown = _published(request, slug)
    lang = "en" if request.LANGUAGE_CODE == "en" else "fr"
    compared = queries.rehearsal(shown.edition, shown.edition.publication.count, lang)
    return render(request, "budgeting/rehearsal.html", about(request, shown, rehearsal=compared))


def kit(request: HttpRequest, slug: str) -> HttpResponse:
    edition = _published(request, slug).edition
    response = HttpResponse(bytes(edition.publication.count.kit or b""), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{edition.slug}-kit.zip"'
    return response


def part(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One file of the kit."""
    edition = _published(request, slug).edition
    with zipfile.ZipFile(io.BytesIO(bytes(edition.publication.count.kit or b""))) as archive:
        if name not in FILES or name not in archive.namelist():
            raise Http404
        response = HttpResponse(archive.read(name), content_type=FILES[name])
    response["Content-Disposition"] = f'attachment; filename="{edition.slug}-{name}"'
    return response


@require_POST
def recounts(request: HttpRequest, slug: str) -> HttpResponse:
    shown = _published(request, slug)
    form = RecountForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, recount_form=form)
    people.take_turn(limits_on("recount", address_of(request)))
    by = request.user if request.user.is_authenticated else None
    actions.report_recount(edition=shown.edition, by=by, **form.cleaned_data)
    messages.success(request, _("Votre recomptage est affiché. Merci."))
    return redirect("budgeting:result", slug=slug)


@require_POST
def objections(request: HttpRequest, slug: str) -> HttpResponse:
    shown = _published(request, slug)
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, objection_form=form)
    people.take_turn(limits_on("objection", address_of(request)))
    by = request.user if request.user.is_authenticated else None
    actions.object_to_result(edition=shown.edition, by=by, **form.cleaned_data)
    messages.success(request, _("Votre contestation est affichée. La réponse le sera aussi."))
    return redirect("budgeting:result", slug=slug)


@require_POST
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = _published(request, slug)
    policies.check_can(request.user, shown.edition, Task.PUBLISH)
    objection = get_object_or_404(Objection, pk=pk, edition=shown.edition)
    actions.answer_objection(objection=objection, text=request.POST.get("answer", "")[:2000], by=request.user)
    messages.success(request, _("La réponse est affichée."))
    return redirect("budgeting:result", slug=slug)
