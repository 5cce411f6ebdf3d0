"""Charts drawn on the server as SVG, each with its table twin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template

register = template.Library()

WIDTH, HEIGHT = 480, 120
Points = Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Bar:
    """One row of the chart and of its twin."""

    label: str
    value: float
    width: int = 0


@register.inclusion_tag("ui/components/bars.html")
def bars(points: Points, title: str, unit: str = "", step: str = "") -> dict[str, Any]:
    """Horizontal bars from pairs (label, value); `title` is the conclusion in words."""
    top = max((value for _, value in points), default=0) or 1
    rows = [Bar(label, value, round(1000 * value / top)) for label, value in points]
    return {"rows": rows, "title": title, "unit": unit, "step": step}


@register.inclusion_tag("ui/components/curve.html")
def curve(points: Points, title: str, unit: str = "", step: str = "") -> dict[str, Any]:
    """A line through pairs (label, value), evenly spaced, from zero."""
    rows = [Bar(label, value) for label, value in points]
    top = max((row.value for row in rows), default=0) or 1
    gap = (WIDTH - 20) / max(len(rows) - 1, 1)
    path = " ".join(
        f"{10 + i * gap:.0f},{HEIGHT - 24 - (HEIGHT - 40) * row.value / top:.0f}" for i, row in enumerate(rows)
    )
    return {"rows": rows, "path": path, "title": title, "unit": unit, "step": step, "width": WIDTH, "height": HEIGHT}
