"""What the cards say on the home page: how many there are, what to confirm, what changed."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from terreau.know.cards import policies
from terreau.know.cards.enums import CardStatus, Change, Species
from terreau.know.cards.models import Card, Revision, Suggestion
from terreau.lib.numbers import number
from terreau.ui.loop import Call, Door, News
from terreau.ui.tags.figures import ago

OLD = timedelta(days=365)


def door() -> Door:
    """The step Know: actors and places, and how many cards nobody has confirmed for a year."""
    since = timezone.localdate() - OLD
    counts = Card.objects.published().aggregate(
        actors=Count("pk", filter=Q(species=Species.ACTOR)),
        places=Count("pk", filter=Q(species=Species.PLACE)),
        old=Count("pk", filter=Q(confirmed_at__lt=since) | Q(confirmed_at__isnull=True)),
    )

    def headline() -> str:
        actors = ngettext("%(n)s acteur", "%(n)s acteurs", counts["actors"]) % {"n": number(counts["actors"])}
        places = ngettext("%(n)s lieu", "%(n)s lieux", counts["places"]) % {"n": number(counts["places"])}
        return f"{actors}, {places}"

    def subline() -> str:
        old = counts["old"]
        return ngettext("%(n)s fiche à confirmer", "%(n)s fiches à confirmer", old) % {"n": number(old)} if old else ""

    return Door("know", reverse("cards:map"), headline, subline)


def calls(person: Any) -> Sequence[Call]:
    """For those who keep the cards, what waits; for anyone, cards that nobody has confirmed for long."""
    waiting = _waiting() if person and policies.can_publish(person) else []
    return [*waiting, *(_ask(card) for card in to_confirm(3))]


def to_confirm(limit: int) -> list[Card]:
    since = timezone.localdate() - OLD
    return list(Card.objects.published().filter(confirmed_at__lt=since).order_by("confirmed_at", "pk")[:limit])


def _ask(card: Card) -> Call:
    return Call(
        step="know",
        title=_("« %(name)s » : est-ce toujours vrai ?") % {"name": card.name},
        summary=_("Fiche confirmée pour la dernière fois %(when)s. Une question, sans compte.")
        % {"when": ago(card.confirmed_at)},
        action=_("Répondre"),
        url=card.get_absolute_url(),
    )


def _waiting() -> list[Call]:
    suggestions = Suggestion.objects.filter(decided_at__isnull=True).count()
    proposed = Card.objects.filter(status=CardStatus.PROPOSED).count()
    found = []
    if suggestions:
        title = ngettext("%(n)s correction attend une réponse", "%(n)s corrections attendent une réponse", suggestions)
        found.append(
            Call(
                "know",
                title % {"n": number(suggestions)},
                _("Des habitants ont vu une erreur."),
                _("Répondre"),
                reverse("cards:suggestions"),
            )
        )
    if proposed:
        title = ngettext("%(n)s fiche proposée à relire", "%(n)s fiches proposées à relire", proposed)
        found.append(Call("know", title % {"n": number(proposed)}, "", _("Relire"), reverse("cards:suggestions")))
    return found


TOLD = {
    Change.CREATED: gettext_lazy("Nouvelle fiche"),
    Change.EDITED: gettext_lazy("Fiche mise à jour"),
    Change.CONFIRMED: gettext_lazy("Toujours vrai"),
    Change.MERGED: gettext_lazy("Deux fiches réunies"),
    Change.RESTORED: gettext_lazy("De retour sur la carte"),
}


def news(limit: int) -> Sequence[News]:
    """The latest changes made by people, one per card; imports are told by the room that makes them."""
    told = Revision.objects.filter(change__in=TOLD, card__status=CardStatus.PUBLISHED, batch__isnull=True)
    found: dict[int, News] = {}
    for revision in told.select_related("card", "card__district")[: limit * 6]:
        if revision.card_id not in found and len(found) < limit:
            card = revision.card
            summary = revision.note or card.summary
            title = f"{TOLD[Change(revision.change)]} : {card.name}"
            found[revision.card_id] = News("know", revision.at, title, summary, card.get_absolute_url())
    return list(found.values())


def first_steps(person: Any) -> Sequence[Call]:
    """An empty town: bring a file, or write the first card."""
    return [
        Call(
            "know",
            _("Ajouter le premier acteur"),
            _("Une association, un commerce, un service : un nom suffit."),
            _("Ajouter"),
            reverse("actors:new"),
        )
    ]
