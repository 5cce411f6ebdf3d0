"""Any Django form field in the look of the house: label, hint, error, control, who will see it."""

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField

register = template.Library()


@register.inclusion_tag("ui/components/field.html")
def field(bound: BoundField, who: str = "", hint: str = "", private: bool = False, **more: Any) -> dict[str, Any]:
    """`who` says who will see the answer (`private`: with a lock). more: label, css (short, wide), attributes."""
    hint = hint or bound.help_text
    shape = _shape(bound)
    label, css, options = more.pop("label", bound.label), more.pop("css", ""), more.pop("options", None)
    if options:
        more["list"] = f"{bound.auto_id}_list"
    return {
        "bound": bound,
        "shape": shape,
        "label": label,
        "hint": hint,
        "who": who,
        "private": private,
        "css": css,
        "options": options,
        "control": _control(bound, hint, who, more) if shape != "group" else "",
        "ids": {part: f"{bound.auto_id}_{part}" for part in ("hint", "error", "who", "list")},
    }


@register.inclusion_tag("ui/components/form_fields.html")
def form_fields(form: forms.BaseForm) -> dict[str, Any]:
    """Every field of a form, in order, and what is wrong with the whole."""
    return {"form": form}


@register.inclusion_tag("ui/components/form_errors.html")
def form_errors(form: forms.BaseForm) -> dict[str, Any]:
    """Said above a form that was refused: what is wrong, with a link to each field."""
    wrong = [form[name] for name in form.errors if name in form.fields]
    return {"form": form, "wrong": wrong}


@register.inclusion_tag("ui/components/field.html")
def combobox(bound: BoundField, options: Iterable[str], who: str = "", hint: str = "") -> dict[str, Any]:
    """A text field that proposes answers and accepts others; native, so it works everywhere."""
    return field(bound, who=who, hint=hint, options=list(options))


@register.inclusion_tag("ui/components/choice.html")
def choice(name: str, value: str, label: str, kind: str = "checkbox", **more: Any) -> dict[str, Any]:
    """One box to tick (or dot to fill: kind=radio) outside a Django form. more: checked, note, id."""
    return {"name": name, "value": value, "label": label, "kind": kind, **more}


def _shape(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    return "group" if widget.use_fieldset else "line"


def _control(bound: BoundField, hint: str, who: str, more: dict[str, Any]) -> str:
    said = [part for part, there in (("hint", hint), ("error", bound.errors), ("who", who)) if there]
    attrs = {"aria-describedby": " ".join(f"{bound.auto_id}_{part}" for part in said)} if said else {}
    return bound.as_widget(attrs=attrs | {key.replace("_", "-"): value for key, value in more.items() if value})
