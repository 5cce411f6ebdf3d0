"""The page that staff open first: what waits, what is wrong, where the notebook stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from terreau.know.cards.policies import can_shape
from terreau.know.cards.queries.duties import Figures, figures
from terreau.know.territory.policies import can_settle
from terreau.portal.state import notices
from terreau.trust.people.policies import check_is_staff
from terreau.ui import panels
from terreau.ui.duties import duties


def dashboard(request: HttpRequest) -> HttpResponse:
    check_is_staff(request.user)
    told = figures()
    context = {
        "notices": notices(request.user),
        "duties": duties(request.user),
        "figures": told,
        "freshness": _freshness(told),
        "months": [(date_format(month, "M Y"), count) for month, count in told.months],
        "may_shape": can_shape(request.user),
        "may_settle": can_settle(request.user),
        "panels": panels.shown("portal.dashboard", request.user),
    }
    return render(request, "portal/dashboard.html", context)


def _freshness(told: Figures) -> list[tuple[str, int]]:
    return [(_("moins d’un an"), told.recent), (_("plus d’un an"), told.old), (_("jamais"), told.never)]
