"""Figures in French typography: numbers, money, dates, periods, and how long ago."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terreau.lib import numbers
from terreau.lib.numbers import FIRM, french, number

register = template.Library()

register.filter(number)


@register.filter
def money(value: Any) -> SafeString:
    """12 000 €, or €12,000; cents only when there are some."""
    if value is None or value == "":
        return SafeString("")
    return format_html('<span class="money">{}</span>', numbers.money(value))


@register.filter
def percent(value: Any, decimals: int = 0) -> str:
    """0.623 gives 62 %, or 62%."""
    return "" if value is None else f"{number(Decimal(str(value)) * 100, decimals)}{FIRM if french() else ''}%"


@register.filter
def day(value: date | datetime | None) -> str:
    """12 octobre 2026."""
    if not value:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    text = date_format(local, "j F Y")
    return text.replace("1 ", "1er ", 1) if french() and local.day == 1 else text


@register.filter
def local_day(value: datetime) -> date:
    """The day of a moment, in the town's time."""
    return timezone.localdate(value)


@register.filter
def last_day(value: datetime) -> date:
    """The last day of what closes at this moment: midnight belongs to the day before."""
    return timezone.localdate(value - timedelta(microseconds=1))


@register.filter
def short_day(value: date | datetime | None) -> str:
    """12 oct. 2026."""
    return date_format(value, "j N Y") if value else ""


@register.filter
def moment_of(value: datetime | None) -> str:
    """12 octobre 2026 à 9 h 05, or à 20 h."""
    if not value:
        return ""
    local = timezone.localtime(value)
    minutes = f"{FIRM}{local.minute:02d}" if local.minute else ""
    clock = f"{local.hour}{FIRM}h{minutes}" if french() else f"{local:%H:%M}"
    return _("%(day)s à %(clock)s") % {"day": day(value), "clock": clock}


@register.filter
def ago(value: date | datetime | None) -> str:
    """aujourd’hui, hier, il y a 3 mois."""
    if not value:
        return ""
    then = timezone.localdate(value) if isinstance(value, datetime) else value
    days = (timezone.localdate() - then).days
    if days < 0:
        return day(value)
    if days < 2:
        return _("hier") if days else _("aujourd’hui")
    if days < 31:
        return ngettext("il y a %(n)s jour", "il y a %(n)s jours", days) % {"n": days}
    months = days * 12 // 365
    if months < 24:
        return ngettext("il y a %(n)s mois", "il y a %(n)s mois", max(months, 1)) % {"n": max(months, 1)}
    return ngettext("il y a %(n)s an", "il y a %(n)s ans", days // 365) % {"n": days // 365}


@register.simple_tag
def period(start: date, end: date | None = None) -> str:
    """du 3 au 5 mars 2026; du 30 avril au 2 mai 2026; le 3 mars 2026; depuis le…"""
    if end is None:
        return _("depuis le %(day)s") % {"day": day(start)}
    if start == end:
        return _("le %(day)s") % {"day": day(start)}
    pattern = (
        "j" if (start.year, start.month) == (end.year, end.month) else "j F" if start.year == end.year else "j F Y"
    )
    return _("du %(start)s au %(end)s") % {"start": date_format(start, pattern), "end": day(end)}


@register.inclusion_tag("ui/components/stat.html")
def stat(figure: Any, label: str, note: str = "", href: str = "") -> dict[str, Any]:
    """A large figure and what it counts."""
    shown = number(figure) if isinstance(figure, int | float | Decimal) else figure
    return {"figure": shown, "label": label, "note": note, "href": href}
