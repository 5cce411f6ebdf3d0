"""Fields that cards need and Django lacks: lines of text, links, telephones, hours, categories."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from terreau.know.cards.enums import Branch
from terreau.know.cards.models import Category
from terreau.lib.opening_hours import is_valid

check_web = URLValidator(schemes=["http", "https"])


class LinesField(forms.CharField):
    """One value per line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(line.strip()[:200] for line in (value or "").splitlines() if line.strip()))


class LinksField(forms.CharField):
    """One link per line: an address, or a name followed by an address."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        return (
            "\n".join(f"{link['label']} {link['url']}".strip() for link in value) if isinstance(value, list) else value
        )

    def to_python(self, value: Any) -> list[dict[str, str]]:
        links = []
        for number, line in enumerate((value or "").splitlines(), start=1):
            if line.strip():
                label, _gap, url = line.strip().rpartition(" ")
                self._check(number, url)
                links.append({"label": label.strip()[:80], "url": url})
        return links

    @staticmethod
    def _check(number: int, url: str) -> None:
        try:
            check_web(url)
        except forms.ValidationError:
            raise forms.ValidationError(
                _("Ligne %(number)d : « %(url)s » n’est pas une adresse complète. Commencez par https://")
                % {"number": number, "url": url}
            ) from None


class PhoneField(forms.CharField):
    """A telephone number, kept in international form; a French one may start with 0."""

    def to_python(self, value: Any) -> str:
        digits = re.sub(r"[\s.\-()/]", "", value or "").replace("+330", "+33")
        if not digits:
            return ""
        if re.fullmatch(r"0[1-9]\d{8}", digits):
            return "+33" + digits[1:]
        if re.fullmatch(r"\+\d{8,15}|\d{3,6}", digits):
            return digits
        raise forms.ValidationError(
            _("Ce numéro ne se lit pas. Écrivez dix chiffres, ou + suivi de l’indicatif du pays.")
        )


class HoursField(forms.CharField):
    """Hours in OSM syntax."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not is_valid(value):
            raise forms.ValidationError(
                _("Ces horaires ne se lisent pas. Exemple : « We 14:00-19:00; Sa 09:00-12:00 ».")
            )


class DigitsField(forms.CharField):
    """Digits that people write with spaces."""

    def to_python(self, value: Any) -> str:
        return re.sub(r"\s", "", super().to_python(value))


def category_choices(branch: Branch) -> list[tuple[str, list[tuple[int, str]]]]:
    """The branch as groups: each root, and under it itself and its descendants."""
    categories = list(Category.objects.filter(branch=branch, archived=False))
    children: dict[int | None, list[Category]] = {}
    for category in categories:
        children.setdefault(category.parent_id, []).append(category)
    return [(str(root), list(_descend(root, children))) for root in children.get(None, [])]


def _descend(node: Category, children: dict[int | None, list[Category]], depth: int = 0) -> Iterable[tuple[int, str]]:
    yield node.pk, f"{'— ' * depth}{node}"
    for child in children.get(node.pk, []):
        yield from _descend(child, children, depth + 1)
