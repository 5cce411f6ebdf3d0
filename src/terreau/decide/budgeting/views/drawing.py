"""A draw of lots that everybody watches: numbers said aloud, then counting round the projects, turn by turn."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from terreau.decide.budgeting import actions, policies, queries
from terreau.decide.budgeting.counting_out import order, turns
from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.forms import NumbersForm
from terreau.decide.budgeting.models import Draw, Edition, Project
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.views.finding import about, found
from terreau.lib.errors import Refused


def drawing(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbers, once; they are written down before anybody sees what comes out, so that nobody tries again."""
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.COUNT)
    tie = queries.standing_tie(shown.edition)
    if queries.draw_of(tie):
        return redirect("budgeting:draw-turns", slug=slug)
    projects = queries.tied_projects(tie)
    form = NumbersForm(request.POST or None, projects=max(len(projects), 2))
    if form.is_valid():
        try:
            _record(request, shown.edition, projects, form)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(
                request, _("Les nombres sont écrits ; ils se corrigent jusqu’à la confirmation. Comptez ensemble.")
            )
            return redirect("budgeting:draw-turns", slug=slug)
    context = about(request, shown, form=form, projects=projects, tied=tie is not None)
    return render(request, "budgeting/drawing.html", context, status=422 if form.errors else 200)


def _record(request: HttpRequest, edition: Edition, projects: Sequence[Project], form: NumbersForm) -> None:
    if not projects:
        raise Refused(_("Rien n’est à tirer : le dernier compte ne s’est pas arrêté sur une égalité."))
    keys, numbers = [each.key for each in projects], form.cleaned_data["numbers"]
    names = {each.key: each.title for each in projects}
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
    draw = Draw.objects.filter(edition=shown.edition).order_by("-count_id").first()
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
