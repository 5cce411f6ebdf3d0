"""My space: what one keeps, what waits, how one signs in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from terreau.know.cards.models import Card
from terreau.know.cards.policies import can_import, can_merge, can_publish
from terreau.portal import queries
from terreau.trust.people.enums import Role
from terreau.trust.people.policies import has_role, holds_staff_role, is_staff, lacks_proof


@login_required
def me(request: HttpRequest) -> HttpResponse:
    person = request.user
    mine = Card.objects.filter(stewardships__person=person, stewardships__ended_at__isnull=True)
    context = {
        "kept": mine.select_related("kind", "district"),
        "made": Card.objects.filter(created_by=person).order_by("-created_at")[:10],
        "waiting": queries.waiting(person),
        "grants": person.grants.held(),
        "lacks_proof": lacks_proof(person),
        "is_staff": is_staff(person),
        "holds_staff_role": holds_staff_role(person),
        "can_publish": can_publish(person),
        "can_import": can_import(person),
        "can_merge": can_merge(person),
        "can_hand_codes": has_role(person, Role.AGENT, Role.CONNECTOR, Role.ADMINISTRATOR),
        "administers": has_role(person, Role.ADMINISTRATOR),
        "factors": person.authenticator_set.exclude(type="recovery_codes").count(),
    }
    return render(request, "portal/me.html", context)
