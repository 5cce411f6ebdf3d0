"""A draw of lots that everybody watches: numbers said aloud, then counting round the projects, turn by turn."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from terreau.decide.budgeting import actions, policies
from terreau.decide.budgeting.counting_out import order, turns
from terreau.decide.budgeting.enums import CountState, Task
from terreau.decide.budgeting.forms import NumbersForm
from terreau.decide.budgeting.models import Draw, Edition
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.views.finding import about, found
from terreau.lib.errors import Refused


def drawing(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbers, once; they are written down before anybody sees what comes out, so that nobody tries again."""
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.COUNT)
    if Draw.objects.filter(edition=shown.edition).exists():
        return redirect("budgeting:draw-turns", slug=slug)
    projects = list(shown.edition.projects.all())
    form = NumbersForm(request.POST or None, projects=len(projects))
    if form.is_valid():
        try:
            _record(request, shown.edition, form)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Les nombres sont écrits : ils ne changent plus. Comptez ensemble."))
            return redirect("budgeting:draw-turns", slug=slug)
    tied = shown.edition.counts.filter(state=CountState.TIED).exists()
    context = about(request, shown, form=form, projects=projects, tied=tied)
    return render(request, "budgeting/drawing.html", context, status=422 if form.errors else 200)


def _record(request: HttpRequest, edition: Edition, form: NumbersForm) -> None:
    if not edition.counts.filter(state=CountState.TIED).exists():
        raise Refused(_("Rien n’est à tirer : aucun compte ne s’est arrêté sur une égalité."))
    keys, numbers = list(edition.projects.values_list("key", flat=True)), form.cleaned_data["numbers"]
    names = dict(edition.projects.values_list("key", "title"))
    said = [
        _("%(place)s. Nombres dits : %(numbers)s.")
        % {"place": form.cleaned_data["place"].strip().rstrip("."), "numbers": " ".join(map(str, numbers))}
    ]
    for rank, turn in enumerate(turns(keys, numbers), 1):
        said.append(
            _(
                "Tour %(rank)d : %(sum)s. On compte jusque-là autour de %(circle)d projets, et l’on s’arrête sur « %(name)s »."
            )
            % {
                "rank": rank,
                "sum": _sum(turn.numbers, turn.total),
                "circle": len(turn.circle),
                "name": names[turn.drawn],
            }
        )
    said.append(_("Reste en dernier : « %(name)s ».") % {"name": names[order(keys, numbers)[-1]]})
    actions.record_draw(
        edition=edition, order=", ".join(order(keys, numbers)), protocol="\n".join(said), by=request.user
    )


def _sum(numbers: object, total: int) -> str:
    parts = list(map(str, numbers))  # type: ignore[call-overload]
    return f"{' + '.join(parts)} = {total}" if len(parts) > 1 else str(total)


def shown_turns(request: HttpRequest, slug: str) -> HttpResponse:
    """The protocol, one turn more at each press."""
    shown: Shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.COUNT)
    draw = Draw.objects.filter(edition=shown.edition).first()
    if draw is None:
        return redirect("budgeting:drawing", slug=slug)
    lines = [line for line in draw.protocol.splitlines() if line.strip()]
    asked = request.GET.get("turn", "0")
    turn = min(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0, len(lines) - 1)
    context = about(request, shown, draw=draw, lines=lines[: turn + 1], next=turn + 1 if turn + 1 < len(lines) else 0)
    if not context["next"]:
        names = dict(shown.edition.projects.values_list("key", "title"))
        context["order"] = [names.get(key, key) for key in draw.order]
    return render(request, "budgeting/draw_turns.html", context)
