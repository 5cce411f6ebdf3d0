"""What a connector decides on a preview: lines, words, whether certain duplicates are asked about."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.know.cards.models import Category
from terreau.share.opendata import actions
from terreau.share.opendata.enums import Stage
from terreau.share.opendata.models import Import, Line
from terreau.share.opendata.policies import check_can_import
from terreau.share.opendata.queries.proposals import proposals
from terreau.share.opendata.views.imports import WORDS, go


@require_POST
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One line, or all the lines of a verdict."""
    check_can_import(request.user)
    batch = get_object_or_404(Import, pk=pk)
    if request.POST.get("line"):
        line = get_object_or_404(Line, batch=batch, number=request.POST["line"])
        actions.decide_line(line=line, verdict=request.POST.get("to", ""), by=request.user)
    else:
        actions.decide_lines(
            batch=batch, verdict=request.POST.get("verdict", ""), to=request.POST.get("to", ""), by=request.user
        )
    return redirect(f"{batch.get_absolute_url()}?verdict={request.POST.get('verdict', '')}")


@require_POST
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """What the unknown words mean, then the file is read again with them."""
    check_can_import(request.user)
    batch = get_object_or_404(Import, pk=pk)
    chosen = {name[5:]: value for name, value in request.POST.items() if name.startswith("word:") and value}
    if request.POST.get("accept") == "sure":
        sure = {one.word for one in proposals(batch, WORDS) if one.sure}
        chosen = {word: value for word, value in chosen.items() if word in sure}
    categories = Category.objects.in_bulk([int(value) for value in chosen.values() if value.isdecimal()])
    meanings = {word: categories.get(int(value)) if value.isdecimal() else None for word, value in chosen.items()}
    actions.name_categories(meanings=meanings, by=request.user)
    if meanings and go(batch, Stage.PREPARING, request):
        messages.success(request, _("C’est retenu. Le fichier est relu avec ces mots."))
    return redirect(batch)


@require_POST
def asking(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge certain duplicates by themselves, or ask about each; remembered for this source."""
    check_can_import(request.user)
    batch = get_object_or_404(Import, pk=pk)
    actions.set_asking(batch=batch, ask=request.POST.get("ask") == "yes", by=request.user)
    messages.success(request, _("C’est retenu pour cette source."))
    return redirect(batch)
