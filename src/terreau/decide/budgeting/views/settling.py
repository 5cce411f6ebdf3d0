"""Making an edition: rules, projects, hands."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from terreau.decide.budgeting import actions, policies, queries
from terreau.decide.budgeting.enums import Task, Template
from terreau.decide.budgeting.forms import EditionForm, OpenedForm, ProjectForm
from terreau.decide.budgeting.forms.starting import ABOUT, start_of
from terreau.decide.budgeting.models import Assignment, Edition, Project
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.queries.changes import Told, frozen_settings, since
from terreau.decide.budgeting.queries.consequences import consequences
from terreau.decide.budgeting.queries.counting_said import tie_order
from terreau.decide.budgeting.queries.hands import hands_in_words
from terreau.decide.budgeting.queries.plainly import ties_ahead
from terreau.decide.budgeting.queries.strength import proofs, ways_from
from terreau.decide.budgeting.views.finding import about, done, found, posted
from terreau.lib.errors import Refused
from terreau.lib.numbers import whole
from terreau.trust.people import actions as people
from terreau.trust.people.limits import limits_on
from terreau.trust.people.models import Person
from terreau.trust.people.policies import holds_staff_role
from terreau.trust.people.views.patience import address_of


def new(request: HttpRequest) -> HttpResponse:
    policies.check_can_make(request.user)
    kind = request.GET.get("template", "")
    if request.method != "POST" and kind not in Template.values:
        kinds = [(one, ABOUT[one]) for one in Template]
        return render(request, "budgeting/kinds.html", {"kinds": kinds})
    form = EditionForm(_sent(request), initial=start_of(kind) if kind in Template.values else None)
    if "propose" not in request.POST and form.is_valid():
        try:
            edition = actions.make_edition(draft=form.draft(), by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("L’édition est prête à être complétée. Personne d’autre ne la voit encore."))
            return redirect("budgeting:settings", slug=edition.slug)
    return render(
        request,
        "budgeting/new.html",
        {"form": form, "last_published": queries.last_published(), **_meaning(form)},
        status=422 if form.errors and "propose" not in request.POST else 200,
    )


def _sent(request: HttpRequest) -> QueryDict | None:
    """The answers, with the one that the page proposed where that was pressed: nothing is saved yet."""
    if request.method != "POST":
        return None
    if request.POST.get("propose") != "register":
        return request.POST
    sent = request.POST.copy()
    sent["on_register"] = sent["asks_civil"] = "on"
    return sent


def _answers(form: EditionForm) -> dict[str, Any]:
    """What the form says so far: what was sent and can be read, else what it begins with."""
    if form.is_bound:
        form.is_valid()
        return dict(form.cleaned_data)
    return {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}


@posted("budgeting:new", keep=())
def consequences_said(request: HttpRequest) -> HttpResponse:
    """The same sentences, while the answers are being typed, and the rules that suit the ballot."""
    if not policies.can_make(request.user) and not policies.settles_any(request.user):
        policies.check_can_make(request.user)
    form = EditionForm(request.POST)
    if "rules" in request.GET:
        return render(request, "budgeting/parts/offered_rules.html", {"form": form})
    return render(request, "budgeting/parts/consequences.html", _meaning(form))


def _meaning(form: EditionForm) -> dict[str, Any]:
    """What the answers mean: sentences, what each way of voting proves, and whether one of them proves too little."""
    given = _answers(form)
    ways = ways_from(given)
    return {"consequences": consequences(given), "proofs": proofs(ways), "account_alone": ways.account_alone}


def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """The guided form, the projects, who does what."""
    shown = found(request, slug)
    if not policies.can_make(request.user):
        policies.check_can(request.user, shown.edition, Task.SETTLE)
    if request.method != "POST":
        return _page(request, shown)
    policies.check_can(request.user, shown.edition, Task.SETTLE)
    form = _form(shown.edition, _sent(request))
    if hasattr(shown.edition, "opening") and "budget" in request.POST:
        said = _("Le vote s’est ouvert entre-temps : les règles ne changent plus, et rien n’est enregistré.")
        return _page(request, shown, form=form, refused=said)
    if "propose" not in request.POST and form.is_valid() and _changed(request, slug, form):
        messages.success(request, _("Les règles sont enregistrées."))
        return redirect("budgeting:settings", slug=slug)
    status = 200 if "propose" in request.POST else 422
    return _page(request, found(request, slug), form=form, status=status, overtaken=_overtaken(request, slug, form))


def _form(edition: Edition, sent: QueryDict | None = None) -> EditionForm:
    """Once the vote is open, what is frozen has no field."""
    return (OpenedForm if hasattr(edition, "opening") else EditionForm)(sent, instance=edition)


def _changed(request: HttpRequest, slug: str, form: EditionForm) -> bool:
    draft, fresh = form.draft(), found(request, slug).edition  # the form wrote on its own
    asked = draft.values
    if "channels" in asked:
        policies.check_can_settle_as(request.user, asked["template"], asked["channels"])
    try:
        actions.change_edition(edition=fresh, draft=draft, by=request.user, seen=form.cleaned_data["seen"] or 0)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


def _overtaken(request: HttpRequest, slug: str, form: EditionForm) -> list[Told]:
    """What others saved since this page was shown; the next press is then made knowing it."""
    seen, fresh = whole(request.POST.get("seen")), found(request, slug).edition
    if not form.errors or seen >= fresh.version:
        return []
    form.data = form.data.copy()
    form.data["seen"] = str(fresh.version)
    return since(fresh, seen)


def _page(request: HttpRequest, shown: Shown, *, status: int = 422, **sent: object) -> HttpResponse:
    edition = shown.edition
    opened = hasattr(edition, "opening")
    context = about(
        request,
        shown,
        form=_form(edition),
        ties=ties_ahead(edition),
        tie_order=tie_order(edition),
        assignments=edition.assignments.select_related("person"),
        staff=_staff() if policies.can_make(request.user) else [],
        task_choices=Task.choices,
        hands_said=hands_in_words(edition),
        may_assign=policies.can_assign(request.user, edition),
        frozen=opened,
        settled=frozen_settings(edition) if opened else [],
        last_published=queries.last_published(),
    )
    context |= sent
    if not opened:
        context |= _meaning(context["form"])
    return render(request, "budgeting/settings.html", context, status=status if sent else 200)


def _staff() -> list[Person]:
    return [one for one in Person.objects.filter(is_active=True).order_by("name") if holds_staff_role(one)]


@posted("budgeting:settings")
def showing(request: HttpRequest, slug: str) -> HttpResponse:
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.SETTLE)
    actions.show_edition(edition=shown.edition, by=request.user)
    messages.success(request, _("L’édition est annoncée : tout le monde la voit."))
    if shown.missing:
        messages.warning(request, " ".join([_("Le vote ne s’ouvrira pas tant qu’il manque ceci."), *shown.missing]))
    return redirect("budgeting:edition", slug=slug)


def study(request: HttpRequest, slug: str) -> HttpResponse:
    """The projects on the ballot, for those who study them; a POST adds one."""
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.STUDY)
    form = ProjectForm(request.POST or None, edition=shown.edition)

    def add(seen: int | None, **values: Any) -> None:
        actions.add_project(edition=shown.edition, values=values, by=request.user)

    if done(form, add):
        messages.success(request, _("Le projet est sur le bulletin."))
        return redirect("budgeting:projects", slug=slug)
    return _study(request, shown, form)


def _study(request: HttpRequest, shown: Shown, form: ProjectForm) -> HttpResponse:
    rows = list(shown.edition.projects.select_related("edition", "district"))
    context = about(request, shown, project_form=form, projects=rows, ties=ties_ahead(shown.edition))
    context |= {"frozen": hasattr(shown.edition, "opening"), "tie_order": tie_order(shown.edition)}
    return render(request, "budgeting/study.html", context, status=422 if form.errors else 200)


def project_form(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.STUDY)
    one = get_object_or_404(Project, edition=shown.edition, number=number)
    form = ProjectForm(request.POST or None, instance=one)
    kept = Project.objects.select_related("edition").get(pk=one.pk)  # what the form has not touched

    def change(seen: int | None, **values: Any) -> None:
        actions.change_project(project=kept, values=values, by=request.user, seen=seen or 0)

    if done(form, change):
        messages.success(request, _("Le projet est enregistré."))
        return redirect("budgeting:projects", slug=slug)
    seen, overtaken = whole(request.POST.get("seen")), []
    if form.errors and seen < kept.version:
        form.data = form.data.copy()
        form.data["seen"] = str(kept.version)
        overtaken = since(shown.edition, seen, kept)
    context = about(request, shown, project_form=form, project=kept, overtaken=overtaken)
    return render(request, "budgeting/project_form.html", context, status=422 if form.errors else 200)


@posted("budgeting:projects")
def project_removal(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.STUDY)
    actions.remove_project(project=get_object_or_404(Project, edition=shown.edition, number=number), by=request.user)
    messages.success(request, _("Le projet n’est plus sur le bulletin."))
    return redirect("budgeting:projects", slug=slug)


@posted("budgeting:settings")
def hands(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a task."""
    shown = found(request, slug)
    policies.check_can_assign(request.user, shown.edition)
    task = Task(request.POST["task"]) if request.POST.get("task") in Task.values else Task.STUDY
    try:
        person = _chosen(request, shown, task)
        actions.assign(edition=shown.edition, person=person, task=task, by=request.user)
    except Refused as refusal:
        return _page(request, shown, refused=refusal.sentence)
    messages.success(request, _("La tâche est confiée."))
    return redirect("budgeting:settings", slug=slug)


def _chosen(request: HttpRequest, shown: Shown, task: Task) -> Person:
    """Somebody of the town hall, from the list; or a teacher, who has an account and no role, by e-mail."""
    email = request.POST.get("email", "").strip()
    if not email:
        person = get_object_or_404(Person, pk=whole(request.POST.get("person")), is_active=True)
        if not (policies.can_make(request.user) and holds_staff_role(person)):
            raise Refused(_("Choisissez quelqu’un dans la liste, ou donnez son adresse électronique."))
        return person
    limits = limits_on("hand", address_of(request), request.user.pk)
    people.take_turn(limits)  # whether somebody has an account is not for everybody to try
    person = Person.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise Refused(
            _("Aucun compte n’a cette adresse. Cette personne ouvre d’abord un compte, puis vous recommencez.")
        )
    if not (holds_staff_role(person) or task == Task.TEACH or policies.opened_by_teacher(shown.edition)):
        raise Refused(_("Sans rôle à la mairie, on peut tenir une classe, et rien d’autre."))
    people.forgive(limits)
    return person


@posted("budgeting:settings")
def hand_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = found(request, slug)
    policies.check_can_assign(request.user, shown.edition)
    actions.end_assignment(assignment=get_object_or_404(Assignment, pk=pk, edition=shown.edition), by=request.user)
    return redirect("budgeting:settings", slug=slug)
