"""Writing a proposal, changing it, taking it back; each version is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.models import Edition
from terreau.decide.proposals import policies
from terreau.decide.proposals.enums import Status
from terreau.decide.proposals.models import Amendment, Authorship, Concealment, Dictation, Proposal, Version, Withdrawal
from terreau.decide.proposals.rules import TWICE
from terreau.know.cards.actions.pictures import rewritten
from terreau.lib import meaning
from terreau.lib.errors import NotAllowed, Refused
from terreau.lib.signs import clean_line, clean_text
from terreau.trust.audit.actions import record

FIELDS = (
    "title", "summary", "text", "category", "rough_cost", "district", "place", "carrier", "lon", "lat", "alt",
)  # fmt: skip
LINKS = frozenset({"category", "district", "place", "carrier"})


@dataclass(frozen=True)
class Dictated:
    """For whom an agent writes, and why."""

    name: str
    reason: str
    contact: str = ""
    shows_name: bool = False


@transaction.atomic
def propose(
    *,
    edition: Edition,
    values: Mapping[str, Any],
    by: Any,
    picture: BinaryIO | None = None,
    dictated: Dictated | None = None,
) -> Proposal:
    """A new proposal with its first version; the same title sent twice by one person is one proposal."""
    if dictated:
        policies.check_can_dictate(by, edition)
    else:
        policies.check(policies.why_not_propose, by, edition)
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)  # numbers without a gap, and no twin
    if twin := _sent_before(edition, clean_line(values["title"]), by, dictated):
        return twin
    last = Proposal.objects.filter(edition=edition).aggregate(last=Max("number"))["last"] or 0
    proposal = Proposal(edition=edition, number=last + 1)
    _fill(proposal, values, picture)
    proposal.save()
    _keep_version(proposal, by=None if dictated else by, note="")
    if dictated:
        Dictation.objects.create(proposal=proposal, typed_by=by, **vars(dictated))
    else:
        Authorship.objects.create(proposal=proposal, person=by, invited_by=by, accepted_at=timezone.now())
    record("proposals.proposal_made", by=by, on=proposal, detail={"dictated": bool(dictated)})
    return proposal


def _sent_before(edition: Edition, title: str, by: Any, dictated: Dictated | None) -> Proposal | None:
    since = timezone.now() - TWICE
    found = Proposal.objects.filter(edition=edition, title=title, made_at__gte=since)
    if dictated:
        return found.filter(dictation__name=dictated.name, dictation__typed_by=by).first()
    return found.filter(authorships__person=by).first()


def _fill(proposal: Proposal, values: Mapping[str, Any], picture: BinaryIO | None) -> None:
    for name in FIELDS:
        if name in values:
            setattr(proposal, name, values[name])
    proposal.title, proposal.summary = clean_line(proposal.title), clean_line(proposal.summary)
    proposal.text, proposal.alt = clean_text(proposal.text), clean_line(proposal.alt)
    if not (proposal.title and proposal.summary and proposal.text):
        raise Refused(_("Un titre, une phrase et un texte : il manque des mots."))
    if (picture or proposal.picture) and not proposal.alt:
        raise Refused(_("Décrivez ce que montre l’image : des personnes l’écouteront au lieu de la voir."))
    if picture:
        proposal.picture.save("proposal.webp", ContentFile(rewritten(picture)), save=False)
    proposal.meaning = meaning.packed(proposal.title)


def _keep_version(proposal: Proposal, *, by: Any, note: str, amendment: Amendment | None = None) -> None:
    Version.objects.create(
        proposal=proposal, number=proposal.version, title=proposal.title, summary=proposal.summary, text=proposal.text,
        rough_cost=proposal.rough_cost, note=note, amendment=amendment, made_by=by,
    )  # fmt: skip


def _said(proposal: Proposal) -> dict[str, Any]:
    names = (f"{name}_id" if name in LINKS else name for name in FIELDS)
    return {name: getattr(proposal, name) for name in names} | {"picture": proposal.picture.name}


def locked(proposal: Proposal) -> Proposal:
    """The row as it stands now, held until the end of the transaction."""
    return Proposal.objects.select_for_update(of=("self",)).select_related("edition").get(pk=proposal.pk)


@transaction.atomic
def change(
    *, proposal: Proposal, values: Mapping[str, Any], by: Any, seen: int, note: str = "",
    picture: BinaryIO | None = None, amendment: Amendment | None = None,
) -> Proposal:  # fmt: skip
    """New words; refused where somebody else changed them since version `seen` was shown."""
    proposal = locked(proposal)
    policies.check(policies.why_not_change, by, proposal)
    if seen != proposal.version:
        raise Refused(
            _(
                "Quelqu’un d’autre a modifié cette proposition entre-temps. Votre texte est encore là : comparez, puis enregistrez."
            )
        )
    before = _said(proposal)
    _fill(proposal, values, picture)
    if _said(proposal) == before and not amendment:
        return proposal  # nothing changed: no version, no event
    proposal.version += 1
    proposal.changed_at = timezone.now()
    proposal.save()
    _keep_version(proposal, by=by, note=note, amendment=amendment)
    record("proposals.proposal_changed", by=by, on=proposal, detail={"version": proposal.version})
    return proposal


@transaction.atomic
def withdraw(*, proposal: Proposal, reason: str, by: Any) -> None:
    """Its authors take it back; it stays readable, with the reason."""
    proposal = locked(proposal)
    policies.check(policies.why_not_withdraw, by, proposal)
    if not reason.strip():
        raise Refused(_("Dites pourquoi : des personnes la soutiennent peut-être."))
    Withdrawal.objects.create(proposal=proposal, reason=reason.strip(), withdrawn_by=by)
    proposal.status = Status.WITHDRAWN
    proposal.save(update_fields=["status"])
    record("proposals.proposal_withdrawn", by=by, on=proposal)


@transaction.atomic
def conceal(*, proposal: Proposal, reason: str, by: Any) -> None:
    """Hidden from all but its authors and the moderators; the reason is public, and the first one given holds."""
    policies.check_can_moderate(by)
    proposal = locked(proposal)
    if not reason.strip():
        raise Refused(_("Dites quel point de la charte n’est pas respecté : l’auteur et le public le liront."))
    held = proposal.concealments.filter(lifted_at__isnull=True).first()
    if held is None:
        Concealment.objects.create(proposal=proposal, reason=reason.strip(), concealed_by=by)
        record("proposals.proposal_concealed", by=by, on=proposal)
    elif (held.concealed_by_id, held.reason) != (by.pk, reason.strip()):
        raise Refused(_("Elle est déjà masquée, pour la raison qui est dite en haut de cette page."))


@transaction.atomic
def reveal(*, proposal: Proposal, by: Any) -> None:
    """Shown again, by another moderator than the one who hid it."""
    policies.check_can_moderate(by)
    held = Concealment.objects.select_for_update().filter(proposal=proposal, lifted_at__isnull=True).first()
    if held is None:
        return
    if held.concealed_by_id == by.pk:
        raise NotAllowed(_("Un autre modérateur que celui qui a masqué doit relire."))
    held.lifted_at, held.lifted_by = timezone.now(), by
    held.save()
    record("proposals.proposal_revealed", by=by, on=proposal)
