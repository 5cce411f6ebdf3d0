"""Bringing a file in, page by page."""

import tempfile
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from terreau.know.cards.models import Category
from terreau.lib.errors import Refused
from terreau.share.opendata import actions
from terreau.share.opendata.enums import Stage, Verdict
from terreau.share.opendata.forms import FileForm, MappingForm
from terreau.share.opendata.models import Import, Line
from terreau.share.opendata.policies import check_can_import
from terreau.share.opendata.queries.dots import MOST, SIGNS, line_dots, located
from terreau.share.opendata.queries.proposals import proposals
from terreau.share.opendata.tasks import run

PAGE = 50
WORDS = 20  # each holds the whole tree: the most frequent first, the others once these are settled


def imports(request: HttpRequest) -> HttpResponse:
    """The list of imports, and the form that starts one."""
    check_can_import(request.user)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            return redirect(_received(request, form))
        except Refused as refusal:
            form.add_error("url" if form.cleaned_data["url"] else "file", refusal.sentence)
    context = {"form": form, "imports": Import.objects.select_related("source", "made_by")[:50]}
    return render(request, "opendata/imports.html", context, status=422 if request.POST else 200)


def _received(request: HttpRequest, form: FileForm) -> Import:
    data = form.cleaned_data
    given = {name: data[name] for name in ("source_name", "licence", "species")}
    if data["url"]:
        return actions.receive_url(url=data["url"], by=request.user, **given)
    with tempfile.NamedTemporaryFile(prefix="terreau-import-") as copy:
        for piece in data["file"].chunks():
            copy.write(piece)
        copy.flush()
        return actions.receive_file(path=Path(copy.name), name=data["file"].name, by=request.user, **given)


def one_import(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of an import, whatever its stage; htmx asks for its progress only."""
    check_can_import(request.user)
    batch = get_object_or_404(Import.objects.select_related("source", "made_by"), pk=pk)
    if request.htmx and batch.running:
        return render(request, "opendata/import/progress.html", {"batch": batch})
    if request.htmx:
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    if batch.stage == Stage.RECEIVED:
        return _mapping(request, batch)
    return render(request, "opendata/import/page.html", _shown(request, batch))


def _shown(request: HttpRequest, batch: Import) -> dict[str, Any]:
    """The lines of the chosen verdict, on the page and on its map, and what they ask of the connector."""
    verdict, lines = chosen_lines(request, batch)
    page = Paginator(lines.select_related("card"), PAGE).get_page(request.GET.get("page"))
    counts = [(v, str(v.label), batch.counts[v], SIGNS[v]) for v in Verdict if batch.counts.get(v)]
    context: dict[str, Any] = {"batch": batch, "page": page, "verdict": verdict, "counts": counts}
    context["located"], context["most"] = located(lines).count(), MOST
    context["begun"] = batch.stage == Stage.FAILED and batch.lines.filter(applied=True).exists()
    context["words"] = proposals(batch, WORDS) if batch.stage == Stage.PREVIEWED else []
    context["sure"] = sum(one.sure for one in context["words"])
    context["categories"] = Category.objects.filter(archived=False) if context["words"] else []
    return context


def chosen_lines(request: HttpRequest, batch: Import) -> tuple[str, QuerySet[Line]]:
    """The verdict that the address names, and its lines; all of them when it names none."""
    verdict = request.GET.get("verdict", "")
    if verdict not in Verdict.values:
        return "", batch.lines.all()
    return verdict, batch.lines.filter(verdict=verdict)


@require_GET
def points(request: HttpRequest, pk: int) -> HttpResponse:
    """The same lines, for the map."""
    check_can_import(request.user)
    batch = get_object_or_404(Import, pk=pk)
    return JsonResponse(line_dots(chosen_lines(request, batch)[1], batch.species))


def _mapping(request: HttpRequest, batch: Import) -> HttpResponse:
    form = MappingForm(request.POST or None, batch=batch)
    if form.is_valid():
        actions.set_mapping(
            batch=batch, mapping=form.mapping, by=request.user, species=form.cleaned_data["species"], hints=form.hints
        )
        go(batch, Stage.PREPARING, request)
        return redirect(batch)
    return render(
        request, "opendata/import/mapping.html", {"batch": batch, "form": form}, status=422 if request.POST else 200
    )


@require_POST
def stage(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the next stage; asked twice, it is done once."""
    check_can_import(request.user)
    batch = get_object_or_404(Import, pk=pk)
    go(batch, request.POST.get("stage", ""), request)
    return redirect(batch)


def go(batch: Import, stage: str, request: HttpRequest) -> bool:
    asked = actions.ask_stage(batch=batch, stage=stage, by=request.user)
    if asked:
        run.defer(import_id=batch.pk, stage=stage)
    return asked


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    check_can_import(request.user)
    return render(request, "opendata/import/progress.html", {"batch": get_object_or_404(Import, pk=pk)})
