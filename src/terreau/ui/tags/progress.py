"""How far things are: bars, phases."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import gettext as _

from terreau.ui.tags.figures import percent as in_hundred

register = template.Library()


@register.inclusion_tag("ui/components/progress.html")
def progress(done: float, total: float, label: str, said: str = "", step: str = "") -> dict[str, Any]:
    """A bar and its sentence; `said` replaces the sentence that counts."""
    percent = round(100 * min(max(done / total, 0), 1)) if total else 0
    shown = in_hundred(percent / 100)
    return {
        "done": done,
        "total": total,
        "percent": percent,
        "shown": shown,
        "label": label,
        "said": said,
        "step": step,
    }


@register.inclusion_tag("ui/components/stepper.html")
def stepper(phases: Iterable[tuple[str, str, str]], step: str = "") -> dict[str, Any]:
    """Phases as (name, detail, state), state being done, now or later."""
    said = {"done": _("terminé"), "now": _("en cours"), "later": _("à venir")}
    return {"phases": [(*phase, said[phase[2]]) for phase in phases], "step": step}
