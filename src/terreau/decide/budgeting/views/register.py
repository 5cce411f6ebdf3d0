"""The register file: looked at, mapped, turned into hashes; it stays in memory and goes with the answer."""

from functools import partial
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from terreau.decide.budgeting import actions, policies
from terreau.decide.budgeting.electoral_file import MOST_BYTES, Table, guessed, open_table, persons_of
from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.forms import ColumnsForm, LatecomerForm
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.views.finding import about, done, found, posted
from terreau.lib.errors import Refused

MOST_FAULTS = 30  # told at once


class InMemory(MemoryFileUploadHandler):
    """Django writes large files to a temporary one: not this file; and no more of it is read than is allowed."""

    received = 0

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        if self.received > MOST_BYTES + 1:
            raise StopUpload(connection_reset=True)
        return super().receive_data_chunk(raw_data, start)


@csrf_exempt  # the inner view checks it: how the file is received is settled before anything reads the form
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The list as it is, and a file to look at or to load; nobody else makes the site read a file."""
    policies.check_can(request.user, found(request, slug).edition, Task.DESK)
    request.upload_handlers = [InMemory(request)]
    return _register(request, slug)


@never_cache
@csrf_protect
@sensitive_post_parameters()
def _register(request: HttpRequest, slug: str) -> HttpResponse:
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.DESK)
    if request.method != "POST":
        return _page(request, shown)
    try:
        return _read(request, shown)
    except Refused as refusal:
        return _page(request, shown, refused=refusal.sentence)


@sensitive_variables()
def _read(request: HttpRequest, shown: Shown) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        raise Refused(_("Choisissez le fichier : il n’a pas été gardé."))
    if (file.size or 0) > MOST_BYTES:
        raise Refused(
            _("Le fichier pèse plus de 60 Mo. Gardez les colonnes utiles : noms, prénoms, naissance, adresse.")
        )
    content = file.read()
    table, mark = open_table(content), sha256(content).hexdigest()
    form = partial(
        ColumnsForm, columns=table.columns, guess=guessed(table.columns), with_street=shown.edition.asks_address
    )
    if "load" not in request.POST or request.POST.get("seen") != mark:
        other = "load" in request.POST and bool(request.POST.get("seen"))
        return _page(request, shown, table=table, preview=table.first(), columns_form=form(), mark=mark, other=other)
    columns_form = form(request.POST)
    if not columns_form.is_valid():
        return _page(request, shown, table=table, preview=table.first(), columns_form=columns_form, mark=mark)
    return _load(request, shown, table, columns_form, mark)


@sensitive_variables()
def _load(request: HttpRequest, shown: Shown, table: Table, form: ColumnsForm, mark: str) -> HttpResponse:
    edition, reason = shown.edition, request.POST.get("reason", "")[:200]
    persons = persons_of(table, form.mapped(), judge=policies.birth_judge(edition), with_street=edition.asks_address)
    sent = {"table": table, "preview": table.first(), "columns_form": form, "mark": mark, "reason": reason}
    if persons.faults:
        return _page(request, shown, faults=persons.faults[:MOST_FAULTS], faulty=len(persons.faults), **sent)
    try:
        loaded = actions.load_register(edition=edition, persons=persons.listed, reason=reason, by=request.user)
    except Refused as refusal:
        return _page(request, shown, refused=refusal.sentence, **sent)
    _say(request, loaded)
    if loaded.repeated:
        return _page(request, found(request, edition.slug), repeated=loaded.repeated[:MOST_FAULTS], status=200)
    return redirect("budgeting:register", slug=edition.slug)


def _say(request: HttpRequest, loaded: actions.Loaded) -> None:
    count = loaded.roll.persons
    said = ngettext("%(n)d personne est sur la liste.", "%(n)d personnes sont sur la liste.", count)
    kept = _("Rien du fichier n’est gardé en clair.")
    messages.success(request, f"{said % {'n': count}} {kept}")


def _page(request: HttpRequest, shown: Shown, *, status: int = 422, **sent: Any) -> HttpResponse:
    edition = shown.edition
    context = about(
        request,
        shown,
        rolls=list(edition.rolls.select_related("loaded_by")[:20]),
        total=edition.electors.count(),
        opened=hasattr(edition, "opening"),
        late_form=LatecomerForm(with_street=edition.asks_address),
    )
    looking = "table" in sent and not {"faults", "refused"} & set(sent) and not sent["columns_form"].errors
    return render(request, "budgeting/register.html", context | sent, status=status if sent and not looking else 200)


@posted("budgeting:register")
@never_cache
@sensitive_post_parameters()
def additions(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody judged late, with the reason."""
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.DESK)
    form = LatecomerForm(request.POST, with_street=shown.edition.asks_address)

    def add(reason: str, **_civil: Any) -> None:
        actions.load_register(edition=shown.edition, persons=[form.listed()], reason=reason, by=request.user)

    if done(form, add):
        messages.success(
            request, _("Cette personne est sur la liste. Son ajout est au journal, sa raison avec les règles.")
        )
        return redirect("budgeting:register", slug=slug)
    return _page(request, shown, late_form=form)
