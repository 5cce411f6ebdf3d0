"""Supporting, carrying together, asking for other words, becoming one."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.policies import tasks
from terreau.decide.proposals import policies
from terreau.decide.proposals.actions.proposing import change, locked
from terreau.decide.proposals.enums import Outcome, Status
from terreau.decide.proposals.models import Amendment, Authorship, Merge, Proposal, Support, Version
from terreau.decide.proposals.rules import WORDS, Words, put_together
from terreau.lib.errors import NotAllowed, Refused
from terreau.lib.signs import clean_line, clean_text
from terreau.trust.audit.actions import record


@transaction.atomic
def support(*, proposal: Proposal, by: Any, told: bool = True) -> None:
    """Once a person; a second click changes nothing."""
    proposal = locked(proposal)
    policies.check(policies.why_not_take_part, by, proposal)
    _made, new = Support.objects.update_or_create(proposal=proposal, person=by, defaults={"told": told})
    if new:
        Proposal.objects.filter(pk=proposal.pk).update(supports=F("supports") + 1)
        record("proposals.support_given", by=None, role="member", on=proposal)


@transaction.atomic
def hear_of(*, proposal: Proposal, told: bool, by: Any) -> None:
    """Whoever supports it hears of it or no longer does; at any time, since news comes long after the support."""
    changed = Support.objects.filter(proposal=proposal, person=by).exclude(told=told).update(told=told)
    if changed:
        record("proposals.news_chosen", by=None, role="member", on=proposal, public=False)


@transaction.atomic
def take_back_support(*, proposal: Proposal, by: Any) -> None:
    proposal = locked(proposal)
    policies.check(policies.why_not_take_part, by, proposal)
    gone, _rows = Support.objects.filter(proposal=proposal, person=by).delete()
    if gone:
        Proposal.objects.filter(pk=proposal.pk).update(supports=F("supports") - 1)
        record("proposals.support_taken_back", by=None, role="member", on=proposal)


@transaction.atomic
def ask_to_join(*, proposal: Proposal, by: Any) -> Authorship:
    """Somebody would like to carry it too; its authors answer."""
    policies.check(policies.why_not_carry, by, proposal)
    asked, new = Authorship.objects.get_or_create(proposal=proposal, person=by, defaults={"invited_by": by})
    if new:
        record("proposals.author_asked", by=by, on=proposal)
    return asked


@transaction.atomic
def answer_request(*, authorship: Authorship, accepted: bool, by: Any) -> None:
    """An author says yes or no; whoever asked may also take the request back."""
    proposal = locked(authorship.proposal)
    held = Authorship.objects.filter(pk=authorship.pk, accepted_at__isnull=True)
    own = by is not None and by.pk == authorship.person_id
    if accepted if own else not policies.can_speak_for(by, proposal):
        raise NotAllowed(_("Seuls ses auteurs peuvent répondre."))
    if accepted and proposal.status != Status.OPEN:
        raise Refused(_("Le temps de porter ensemble cette proposition est passé."))
    changed = held.update(accepted_at=timezone.now()) if accepted else held.delete()[0]
    if changed:
        name = "proposals.author_joined" if accepted else "proposals.author_declined"
        record(name, by=by, on=proposal)


@transaction.atomic
def leave(*, proposal: Proposal, by: Any) -> None:
    """An author leaves; the last one withdraws the proposal instead."""
    proposal = locked(proposal)
    if not policies.is_author(by, proposal):
        raise NotAllowed(_("Vous n’êtes pas parmi ses auteurs."))
    others = Authorship.objects.filter(proposal=proposal, accepted_at__isnull=False, person__is_active=True)
    if not others.exclude(person=by).exists() and not hasattr(proposal, "dictation"):
        raise Refused(_("Vous êtes la seule personne à la porter : retirez-la, en disant pourquoi."))
    Authorship.objects.filter(proposal=proposal, person=by).delete()
    record("proposals.author_left", by=by, on=proposal)


@transaction.atomic
def amend(*, proposal: Proposal, title: str, summary: str, text: str, reason: str, by: Any, base: int = 0) -> Amendment:
    """Ask for other words, written on version `base` (or on today's); the same request sent twice is one."""
    proposal = locked(proposal)
    policies.check(policies.why_not_take_part, by, proposal)
    words = {"title": clean_line(title), "summary": clean_line(summary), "text": clean_text(text)}
    if not all(words.values()):
        raise Refused(_("Un titre, une phrase et un texte : il manque des mots."))
    if all(getattr(proposal, name) == said for name, said in words.items()):
        raise Refused(_("Rien ne change encore : écrivez les mots que vous aimeriez lire."))
    made, new = Amendment.objects.get_or_create(
        proposal=proposal,
        outcome="",
        made_by=by,
        **words,
        defaults={"base": base if 0 < base <= proposal.version else proposal.version, "reason": reason.strip()},
    )
    if new:
        record("proposals.amendment_made", by=by, on=proposal, detail={"amendment": made.pk})
    return made


@transaction.atomic
def answer_amendment(
    *, amendment: Amendment, accepted: bool, answer: str, by: Any, words: Words | None = None, seen: int = 0
) -> None:
    """Accepted, its words are put together with what changed since, and become the next version; refused, it is said why.

    `words` are those that the authors put together themselves, where both changed the same place.
    """
    proposal = locked(amendment.proposal)
    policies.check(policies.why_not_change, by, proposal)
    held = Amendment.objects.select_for_update().get(pk=amendment.pk)
    if held.outcome:
        raise Refused(_("Cet amendement a déjà sa réponse."))
    if by.pk == held.made_by_id and not policies.is_author(by, proposal):
        raise NotAllowed(_("Une autre personne que celle qui l’a écrit répond."))
    if not accepted and not answer.strip():
        raise Refused(_("Dites pourquoi : la personne a pris le temps d’écrire."))
    held.outcome = Outcome.ACCEPTED if accepted else Outcome.REFUSED
    held.answer, held.decided_at, held.decided_by = answer.strip(), timezone.now(), by
    held.save()
    if accepted:
        said = words or _joined(proposal, held)
        change(proposal=proposal, values=said, by=by, seen=seen, note=held.reason[:200], amendment=held)
    else:
        record("proposals.amendment_refused", by=by, on=proposal, detail={"amendment": held.pk})


def _joined(proposal: Proposal, amendment: Amendment) -> Words:
    base = Version.objects.get(proposal=proposal, number=amendment.base)
    was, now, wanted = ({name: getattr(each, name) for name in WORDS} for each in (base, proposal, amendment))
    said, clash = put_together(was, now, wanted)
    if clash:
        raise Refused(
            _(
                "Depuis cet amendement, les mêmes mots ont changé. Mettez les deux ensemble dans le texte, puis acceptez."
            )
        )
    return said


@transaction.atomic
def merge(*, proposal: Proposal, into: Proposal, reason: str, by: Any) -> Merge:
    """Whoever studies, or who carries both, makes them one; an author of one asks the authors of the other."""
    proposal, into = _both(proposal, into)
    policies.check(policies.why_not_merge, by, proposal)
    if into.edition_id != proposal.edition_id or into.status != Status.OPEN or policies.is_concealed(into):
        raise Refused(_("On ne réunit que des propositions ouvertes d’une même édition."))
    if not reason.strip():
        raise Refused(_("Dites pourquoi les réunir."))
    said = {"into": into, "reason": reason.strip(), "merged_by": by, "merged_at": timezone.now()}
    made, _new = Merge.objects.update_or_create(proposal=proposal, defaults=said)
    if Task.STUDY in tasks(by, proposal.edition) or policies.is_author(by, into):
        _join(made, by)
    else:
        record("proposals.merge_asked", by=by, on=proposal, detail={"into": into.number})
    return made


@transaction.atomic
def answer_merge(*, merge: Merge, accepted: bool, by: Any) -> None:
    proposal, into = _both(merge.proposal, merge.into)
    held = Merge.objects.select_related("proposal", "into").filter(pk=merge.pk, accepted_at__isnull=True).first()
    if held is None:
        return
    if not policies.may_merge(by, into):
        raise NotAllowed(_("Les auteurs de l’autre proposition répondent."))
    if accepted:
        if proposal.status != Status.OPEN:
            raise Refused(_("On ne réunit que des propositions ouvertes d’une même édition."))
        if policies.is_concealed(proposal) or policies.is_concealed(into):
            raise Refused(_("L’une des deux est masquée : la réunion attend qu’elle soit montrée de nouveau."))
        policies.check(policies.why_not_merge, by, into)
        _join(held, by)
    else:
        held.delete()
        record("proposals.merge_declined", by=by, on=proposal, detail={"into": into.number})


def _both(one: Proposal, other: Proposal) -> tuple[Proposal, Proposal]:
    """Both rows held, always in the same order, so that two merges the other way round cannot block each other."""
    if one.pk == other.pk:
        raise Refused(_("Choisissez une autre proposition que celle-ci."))
    first, second = sorted((one, other), key=lambda each: each.pk)
    held = {each.pk: locked(each) for each in (first, second)}
    return held[one.pk], held[other.pk]


def _join(made: Merge, by: Any) -> None:
    """Every author and every supporter of the one goes to the other, each of them once."""
    proposal, into = made.proposal, made.into
    made.accepted_at, made.accepted_by = timezone.now(), by
    made.save()
    there = set(Authorship.objects.filter(proposal=into, accepted_at__isnull=False).values_list("person", flat=True))
    for one in Authorship.objects.filter(proposal=proposal, accepted_at__isnull=False).exclude(person__in=there):
        Authorship.objects.update_or_create(
            proposal=into,
            person_id=one.person_id,
            defaults={"came_from": proposal, "invited_by": by, "accepted_at": timezone.now()},
        )
    held = Support.objects.filter(proposal=proposal).values_list("person", "told")
    Support.objects.bulk_create(
        [Support(proposal=into, person_id=person, told=told) for person, told in held], ignore_conflicts=True
    )
    Proposal.objects.filter(pk=into.pk).update(supports=Support.objects.filter(proposal=into).count())
    Proposal.objects.filter(pk=proposal.pk).update(status=Status.MERGED)
    Merge.objects.filter(into=proposal, proposal=into).delete()  # the same wish, the other way round
    Merge.objects.filter(into=proposal).update(into=into)  # what was merged before follows
    record("proposals.proposal_merged", by=by, on=proposal, detail={"into": into.number})
