"""Addresses that are read again on a schedule, with what the last reading said."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.lib.errors import Refused
from terreau.share.opendata import actions
from terreau.share.opendata.forms import FeedForm
from terreau.share.opendata.models import Feed
from terreau.share.opendata.policies import check_can_import
from terreau.share.opendata.tasks import read_feed


def feeds(request: HttpRequest) -> HttpResponse:
    check_can_import(request.user)
    form = FeedForm(request.POST or None)
    if form.is_valid():
        try:
            followed = actions.follow(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("url", refusal.sentence)
        else:
            read_feed.defer(feed_id=followed.pk)
            messages.success(request, _("C’est suivi. La première lecture commence."))
            return redirect("opendata:feeds")
    context = {"form": form, "feeds": Feed.objects.select_related("source").order_by("source__name", "pk")}
    return render(request, "opendata/feeds.html", context, status=422 if request.POST else 200)


@require_POST
def feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Read now, pause, or go on."""
    check_can_import(request.user)
    held = get_object_or_404(Feed.objects.select_related("source"), pk=pk)
    wanted = request.POST.get("to")
    if wanted == "read":
        read_feed.defer(feed_id=held.pk)
        messages.success(request, _("La lecture est demandée."))
    elif wanted in ("pause", "resume"):
        actions.pause_feed(feed=held, paused=wanted == "pause", by=request.user)
    return redirect("opendata:feeds")
