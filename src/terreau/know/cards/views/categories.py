"""The tree of categories, shaped by connectors and the administrator."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from terreau.know.cards import policies
from terreau.know.cards.actions import categories as actions
from terreau.know.cards.enums import Branch
from terreau.know.cards.forms.category import CategoryForm, MergeForm, MoveForm, NewCategoryForm
from terreau.know.cards.models import Category
from terreau.know.cards.queries.categories import tree, uses
from terreau.lib.errors import Refused


def categories(request: HttpRequest, branch: str = Branch.THEME) -> HttpResponse:
    """One branch; a POST adds a category to it."""
    policies.check_can_shape(request.user)
    if branch not in Branch.values:
        raise Http404
    chosen = Branch(branch)
    form = NewCategoryForm(request.POST or None, branch=chosen)
    if form.is_valid():
        parent, words = form.cleaned_data.pop("parent"), form.cleaned_data
        if _done(form, lambda: actions.add_category(branch=chosen, words=words, parent=parent, by=request.user)):
            messages.success(request, _("« %(name)s » est ajoutée.") % {"name": words["name"]})
            return redirect("cards:categories", branch=branch)
    context = {"branch": chosen, "branches": Branch, "tree": tree(chosen), "form": form}
    return render(request, "cards/categories.html", context, status=422 if form.is_bound else 200)


def category(request: HttpRequest, slug: str) -> HttpResponse:
    """One category: its words; moving, merging and archiving are their own forms."""
    one = _one(request, slug)
    form = CategoryForm(request.POST) if request.method == "POST" else CategoryForm.of(one)
    if form.is_valid() and _done(form, lambda: _rename(request, one, form)):
        messages.success(request, _("La catégorie est enregistrée."))
        return redirect("cards:category", slug=slug)
    return _page(request, one, form=form)


@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    one = _one(request, slug)
    form = MoveForm(request.POST, category=one)
    if form.is_valid():
        parent = form.cleaned_data["parent"]
        if _done(form, lambda: actions.move_category(category=one, parent=parent, by=request.user)):
            messages.success(request, _("La catégorie est rangée à sa nouvelle place."))
            return redirect("cards:categories", branch=one.branch)
    return _page(request, one, move_form=form)


@require_POST
def order(request: HttpRequest, slug: str) -> HttpResponse:
    one = _one(request, slug)
    actions.order_category(category=one, step=-1 if request.POST.get("to") == "up" else 1, by=request.user)
    return redirect("cards:categories", branch=one.branch)


@require_POST
def merging(request: HttpRequest, slug: str) -> HttpResponse:
    one = _one(request, slug)
    form = MergeForm(request.POST, category=one)
    if form.is_valid():
        try:
            count = actions.merge_categories(kept=form.cleaned_data["kept"], gone=one, by=request.user)
        except Refused as refusal:
            form.add_error("kept", refusal.sentence)
        else:
            said = ngettext("Réunies : %(count)d fiche a changé.", "Réunies : %(count)d fiches ont changé.", count)
            messages.success(request, said % {"count": count})
            return redirect("cards:category", slug=form.cleaned_data["kept"].slug)
    return _page(request, one, merge_form=form)


@require_POST
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """Archive it, or put it back in use."""
    one = _one(request, slug)
    act = actions.restore_category if one.archived else actions.archive_category
    act(category=one, by=request.user)
    messages.success(
        request, _("La catégorie est de nouveau proposée.") if not one.archived else _("La catégorie est archivée.")
    )
    return redirect("cards:categories", branch=one.branch)


def _one(request: HttpRequest, slug: str) -> Category:
    policies.check_can_shape(request.user)
    return get_object_or_404(Category.objects.select_related("parent"), slug=slug)


def _rename(request: HttpRequest, one: Category, form: forms.Form) -> None:
    actions.rename_category(category=one, words=form.cleaned_data, by=request.user)


def _done(form: forms.Form, act: Any) -> bool:
    try:
        act()
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


def _page(request: HttpRequest, one: Category, **sent: Any) -> HttpResponse:
    context = {
        "category": one, "uses": uses(one), "branch": Branch(one.branch),
        "form": CategoryForm.of(one), "move_form": MoveForm(category=one), "merge_form": MergeForm(category=one),
    }  # fmt: skip
    wrong = any(form.is_bound for form in sent.values())
    return render(request, "cards/category.html", context | sent, status=422 if wrong else 200)
