"""Who may: propose, change, support, merge, hide; each as a sentence that says why not, and as a yes or no."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.enums import PhaseKind, Task
from terreau.decide.budgeting.models import Edition
from terreau.decide.budgeting.policies import can_see as can_see_edition
from terreau.decide.budgeting.policies import tasks
from terreau.decide.budgeting.queries import Shown, shown
from terreau.decide.proposals.enums import Status
from terreau.decide.proposals.models import Appeal, Authorship, Dictation, Proposal, Study
from terreau.lib.errors import NotAllowed
from terreau.trust.people.enums import Role
from terreau.trust.people.policies import has_role

TALKING = (PhaseKind.SUBMIT, PhaseKind.SUPPORT)


def is_on(edition: Edition, *kinds: str) -> bool:
    """Is one of these phases going on, in an edition that everybody sees and that took place here?"""
    now: Shown = shown(edition, timezone.now())
    going = {phase.kind for phase, state in now.states if state == "now"}
    return edition.shown_at is not None and edition.source is None and bool(going & set(kinds))


def _signed_in(person: Any) -> bool:
    return bool(getattr(person, "is_authenticated", False)) and person.is_active


def why_not_propose(person: Any, edition: Edition) -> str:
    if not is_on(edition, PhaseKind.SUBMIT):
        if any(
            phase.kind == PhaseKind.SUBMIT and state == "done" for phase, state in shown(edition, timezone.now()).states
        ):
            return _("Le temps de proposer est passé pour cette édition.")
        return _("Le temps des propositions n’est pas ouvert. Le calendrier dit quand il le sera.")
    return "" if _signed_in(person) else _("Connectez-vous pour proposer : une adresse électronique suffit.")


def can_dictate(person: Any, edition: Edition) -> bool:
    """Town hall staff write for somebody who has no internet; the person is the author."""
    allowed = has_role(person, Role.AGENT) or bool({Task.DESK, Task.STUDY} & tasks(person, edition))
    return allowed and is_on(edition, PhaseKind.SUBMIT)


def check_can_dictate(person: Any, edition: Edition) -> None:
    if not can_dictate(person, edition):
        raise NotAllowed(_("Écrire pour quelqu’un revient aux agents de la mairie, pendant le temps des propositions."))


def is_author(person: Any, proposal: Proposal) -> bool:
    if not _signed_in(person):
        return False
    return Authorship.objects.filter(proposal=proposal, person=person, accepted_at__isnull=False).exists()


def can_moderate(person: Any) -> bool:
    return has_role(person, Role.MODERATOR, Role.ADMINISTRATOR)


def check_can_moderate(person: Any) -> None:
    if not can_moderate(person):
        raise NotAllowed(_("Masquer une proposition revient aux modérateurs."))


def is_concealed(proposal: Proposal) -> bool:
    return proposal.concealments.filter(lifted_at__isnull=True).exists()


def can_see(person: Any, proposal: Proposal) -> bool:
    """A concealed one: its authors and the moderators; others read why on its page."""
    if not can_see_edition(person, proposal.edition):
        return False
    return not is_concealed(proposal) or can_moderate(person) or is_author(person, proposal)


def why_not_change(person: Any, proposal: Proposal) -> str:
    """Its authors; for a dictated one, the agents who write for its author."""
    if proposal.status != Status.OPEN or not is_on(proposal.edition, *TALKING):
        return _("Cette proposition ne se modifie plus : le temps de l’améliorer est passé.")
    dictated = hasattr(proposal, "dictation") and _writes_for(person, proposal.edition)
    return (
        ""
        if dictated or is_author(person, proposal)
        else _("Seuls ses auteurs la modifient. Proposez-leur un amendement.")
    )


def _writes_for(person: Any, edition: Edition) -> bool:
    return has_role(person, Role.AGENT) or bool({Task.DESK, Task.STUDY} & tasks(person, edition))


def can_write_for_others(person: Any) -> bool:
    return has_role(person, Role.AGENT)


def why_not_take_part(person: Any, proposal: Proposal) -> str:
    """Supporting, asking to join, amending."""
    if proposal.status != Status.OPEN or not is_on(proposal.edition, *TALKING):
        return _("Le temps de soutenir et d’améliorer cette proposition est passé.")
    if is_concealed(proposal):
        return _("Cette proposition est masquée.")
    return "" if _signed_in(person) else _("Connectez-vous : une adresse électronique suffit.")


def why_not_carry(person: Any, proposal: Proposal) -> str:
    """Becoming an author; never whoever typed it for somebody else."""
    dictation = Dictation.objects.filter(proposal=proposal, typed_by=getattr(person, "pk", None)).exists()
    if _signed_in(person) and dictation:
        return _("Vous avez écrit cette proposition pour quelqu’un : vous ne pouvez pas en être l’auteur.")
    return why_not_take_part(person, proposal)


def why_not_invite(person: Any, proposal: Proposal) -> str:
    if proposal.status != Status.OPEN or not is_on(proposal.edition, *TALKING):
        return _("Le temps de porter ensemble cette proposition est passé.")
    return "" if is_author(person, proposal) else _("Seuls ses auteurs peuvent inviter.")


def why_not_withdraw(person: Any, proposal: Proposal) -> str:
    """Its authors, until the study is over; for a dictated one, the agents who write for its author."""
    if proposal.status != Status.OPEN or not is_on(proposal.edition, *TALKING, PhaseKind.STUDY):
        return _("Cette proposition ne se retire plus.")
    return "" if can_speak_for(person, proposal) else _("Seuls ses auteurs peuvent la retirer.")


def sees_contact(person: Any, proposal: Proposal) -> bool:
    """How to reach somebody who has no internet: those who write for such people."""
    return _writes_for(person, proposal.edition)


def why_not_merge(person: Any, proposal: Proposal) -> str:
    """Whoever studies; whoever speaks for it may ask the authors of the other one. Nobody joins what is hidden."""
    if proposal.status != Status.OPEN or not is_on(proposal.edition, *TALKING, PhaseKind.STUDY):
        return _("Cette proposition ne se réunit plus à une autre.")
    if not may_merge(person, proposal):
        return _("Réunir deux propositions revient à leurs auteurs, ou à qui les étudie.")
    hidden = _("Cette proposition est masquée : elle ne se réunit à aucune autre tant qu’elle l’est.")
    return hidden if is_concealed(proposal) else ""


def may_merge(person: Any, proposal: Proposal) -> bool:
    """Whether it is for this person to merge it, while that is possible."""
    return Task.STUDY in tasks(person, proposal.edition) or can_speak_for(person, proposal)


def can_study(person: Any, edition: Edition) -> bool:
    return Task.STUDY in tasks(person, edition)


def check_can_study(person: Any, edition: Edition) -> None:
    if not can_study(person, edition):
        raise NotAllowed(_("Étudier les propositions est une tâche. L’administrateur de la ville la confie."))


def can_check(person: Any, edition: Edition) -> bool:
    """A second person: another who studies, who sets the rules, or the administrator."""
    return has_role(person, Role.ADMINISTRATOR) or bool({Task.STUDY, Task.SETTLE} & tasks(person, edition))


def check_can_check(person: Any, edition: Edition) -> None:
    if not can_check(person, edition):
        raise NotAllowed(_("Relire une étude revient à une seconde personne qui étudie ou fixe les règles."))


def why_not_confirm(person: Any, study: Study) -> str:
    """Whoever decided does not check."""
    if not can_check(person, study.proposal.edition):
        return _("Relire une étude revient à une seconde personne qui étudie ou fixe les règles.")
    if study.decided_by_id == person.pk:
        return _("Une autre personne que celle qui a décidé doit relire.")
    return ""


def why_not_appeal(person: Any, study: Study) -> str:
    """An author; for a dictated proposal an agent, who did not take part in the refusal."""
    if not can_speak_for(person, study.proposal):
        return _("Ses auteurs contestent ; pour une proposition dictée, un agent de la mairie.")
    if person.pk in (study.decided_by_id, study.checked_by_id):
        return _("Vous avez pris part à ce refus : une autre personne doit le contester.")
    return ""


def took_part(person: Any, appeal: Appeal) -> bool:
    """In the refusal, or in contesting it."""
    return person.pk in (appeal.study.decided_by_id, appeal.study.checked_by_id, appeal.made_by_id)


def why_not_answer_appeal(person: Any, appeal: Appeal) -> str:
    """Somebody who neither decided, nor checked, nor contests."""
    if not can_check(person, appeal.study.proposal.edition):
        return _("Répondre à une contestation revient à qui étudie, fixe les règles ou administre la ville.")
    if took_part(person, appeal):
        return _("Une personne qui n’a ni décidé, ni relu, ni contesté doit répondre.")
    return ""


def can_speak_for(person: Any, proposal: Proposal) -> bool:
    """An author; for a dictated proposal, an agent."""
    return is_author(person, proposal) or (hasattr(proposal, "dictation") and _writes_for(person, proposal.edition))


def check(why_not: Callable[[Any, Any], str], person: Any, thing: Any) -> None:
    """Raise the sentence that says why not, if there is one."""
    if said := why_not(person, thing):
        raise NotAllowed(said)
