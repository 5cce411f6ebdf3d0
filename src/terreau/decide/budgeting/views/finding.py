"""What every page of an edition begins with."""

import io
import zipfile
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from terreau.decide.budgeting import policies, queries
from terreau.decide.budgeting.kiosk_mode import FORGETS, TURN
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.queries.counting_said import how_it_weighs
from terreau.decide.budgeting.queries.strength import ways_of
from terreau.decide.budgeting.views.tools import tools_of
from terreau.lib.errors import Refused

View = Callable[..., HttpResponseBase]
FILES = {
    "ballots.pb": "text/plain; charset=utf-8",
    "rule.toml": "application/toml",
    "result.json": "application/json",
    "trace.json": "application/json",
    "recount.py": "text/x-python; charset=utf-8",
    "draw.txt": "text/plain; charset=utf-8",
    "lots.json": "application/json",
}


def found(request: HttpRequest, slug: str) -> Shown:
    """The edition of this address, if this person may see it."""
    edition = queries.edition_at(slug)
    if edition is None:
        raise Http404
    policies.check_can_see(request.user, edition)
    return queries.shown(edition)


def posted(back: str, *, keep: Sequence[str] = ("slug",)) -> Callable[[View], View]:
    """For a view that only takes what is sent: whoever comes by its address is brought to the page that it is sent from.

    A browser does that by itself, when a page with a refusal is reloaded or its address kept; `keep` names what the
    address `back` takes of this one.
    """

    def around(view: View) -> View:
        @wraps(view)
        def act(request: HttpRequest, **named: Any) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, **named)
            if request.method in ("GET", "HEAD"):
                return redirect(back, **{name: named[name] for name in keep})
            return HttpResponseNotAllowed(["POST"])

        return act

    return around


def published(request: HttpRequest, slug: str) -> Shown:
    """The edition of this address, once its result is public."""
    shown = found(request, slug)
    if not shown.published:
        raise Http404
    return shown


def readable(request: HttpRequest, slug: str) -> Shown:
    """The edition of this address, to somebody who may read its ballots and their counts."""
    shown = published(request, slug)
    policies.check_can_read_ballots(request.user, shown.edition)
    return shown


def names_in(kit: bytes) -> list[str]:
    """The files of a kit that are also given one by one."""
    with zipfile.ZipFile(io.BytesIO(kit)) as archive:
        return sorted(name for name in archive.namelist() if name in FILES)


def done(form: BaseForm, act: Callable[..., Any], *, field: str | None = None) -> bool:
    """Act with what the form holds; what is refused is said on the form, under `field` where one is at fault."""
    if not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except Refused as refusal:
        form.add_error(field, refusal.sentence)
        return False
    return True


def about(request: HttpRequest, shown: Shown, **more: Any) -> dict[str, Any]:
    """What every template of an edition knows; `frame` is the page around it, bare on a kiosk."""
    frame = "budgeting/kiosk_page.html" if request.kiosk else "ui/page.html"
    tasks = policies.tasks(request.user, shown.edition)
    turn = request.COOKIES.get(TURN, "") if request.kiosk else ""
    worth = how_it_weighs(shown.edition)
    known = {"shown": shown, "edition": shown.edition, "tasks": tasks, "tools": tools_of(shown, tasks)}
    known["can_dispute"] = ways_of(shown.edition).can_dispute
    return known | {"worth": worth, "frame": frame, "turn": turn, "forgets": FORGETS if request.kiosk else 0, **more}
