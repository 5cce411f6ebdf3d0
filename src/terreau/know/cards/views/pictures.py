"""Adding and removing the pictures of a card."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.know.cards import actions, policies
from terreau.know.cards.forms import PictureForm
from terreau.know.cards.models import Card, Picture
from terreau.lib.errors import Refused


def pictures(request: HttpRequest, slug: str) -> HttpResponse:
    card = get_object_or_404(Card, slug=slug)
    policies.check_can_edit(request.user, card)
    form = PictureForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            actions.add_picture(card=card, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            messages.success(request, _("L’image est sur la fiche."))
            return redirect("cards:pictures", slug=card.slug)
    context = {"card": card, "form": form, "pictures": card.pictures.all()}
    return render(request, "cards/pictures.html", context, status=422 if request.POST else 200)


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    picture = get_object_or_404(Picture.objects.select_related("card"), pk=pk)
    policies.check_can_edit(request.user, picture.card)
    card = picture.card
    actions.remove_picture(picture=picture, by=request.user)
    messages.success(request, _("L’image est retirée."))
    return redirect("cards:pictures", slug=card.slug)
