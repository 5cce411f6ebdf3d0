"""The shape of what connectors write on the tree of categories."""

from collections.abc import Set
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.know.cards.enums import Branch
from terreau.know.cards.forms.fields import LinesField
from terreau.know.cards.models import Category
from terreau.know.cards.queries.categories import family


class PlaceField(forms.ModelChoiceField):
    """A category in use of one branch, indented by its depth."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Category.objects.none(), **kwargs)

    def offer(self, branch: Branch, but: Set[int] = frozenset()) -> None:
        self.queryset = Category.objects.filter(branch=branch, archived=False).exclude(pk__in=but)
        self.choices = [("", self.empty_label), *_indented(list(self.queryset))]


def _indented(categories: list[Category]) -> list[tuple[int, str]]:
    children: dict[int | None, list[Category]] = {}
    known = {one.pk for one in categories}
    for one in categories:
        children.setdefault(one.parent_id if one.parent_id in known else None, []).append(one)
    rows: list[tuple[int, str]] = []

    def write(parent: int | None, depth: int) -> None:
        for one in children.get(parent, ()):
            rows.append((one.pk, f"{'— ' * depth}{one}"))
            write(one.pk, depth + 1)

    write(None, 0)
    return rows


class CategoryForm(forms.Form):
    name = forms.CharField(label=_("Nom"), max_length=80)
    name_en = forms.CharField(label=_("Nom en anglais"), max_length=80, required=False)
    synonyms = LinesField(
        label=_("Autres mots"),
        required=False,
        help_text=_("Un par ligne. La recherche et les imports les reconnaissent."),
    )

    @classmethod
    def of(cls, category: Category) -> "CategoryForm":
        names = ("name", "name_en", "synonyms")
        return cls(initial={name: getattr(category, name) for name in names})


class NewCategoryForm(CategoryForm):
    parent = PlaceField(label=_("Rangée sous"), required=False, empty_label=_("Rien : tout en haut"))
    field_order = ("name", "parent", "name_en", "synonyms")

    def __init__(self, *args: Any, branch: Branch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(branch)


class MoveForm(forms.Form):
    parent = PlaceField(label=_("Ranger sous"), required=False, empty_label=_("Rien : tout en haut"))

    def __init__(self, *args: Any, category: Category, **kwargs: Any) -> None:
        super().__init__(*args, initial={"parent": category.parent_id}, **kwargs)
        self.fields["parent"].offer(Branch(category.branch), family(category))


class MergeForm(forms.Form):
    kept = PlaceField(label=_("Catégorie à garder"), empty_label=_("Choisir…"))

    def __init__(self, *args: Any, category: Category, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].offer(Branch(category.branch), family(category))
