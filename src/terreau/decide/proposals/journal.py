"""How the public journal tells of proposals."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from terreau.decide.proposals.models import Proposal

SENTENCES = {
    "proposals.proposal_made": _("Une idée est proposée"),
    "proposals.proposal_changed": _("Une proposition change de mots"),
    "proposals.proposal_withdrawn": _("Une proposition est retirée"),
    "proposals.proposal_concealed": _("Une proposition est masquée"),
    "proposals.proposal_revealed": _("Une proposition est de nouveau visible"),
    "proposals.support_given": _("Une proposition reçoit un soutien"),
    "proposals.support_taken_back": _("Un soutien est repris"),
    "proposals.author_asked": _("Quelqu’un demande à porter une proposition"),
    "proposals.author_invited": _("Quelqu’un est invité à porter une proposition"),
    "proposals.author_joined": _("Une proposition a un auteur de plus"),
    "proposals.author_declined": _("Une demande pour porter une proposition s’arrête"),
    "proposals.author_left": _("Un auteur quitte une proposition"),
    "proposals.amendment_made": _("Un amendement est proposé"),
    "proposals.amendment_refused": _("Un amendement est refusé"),
    "proposals.merge_asked": _("Une réunion de propositions est demandée"),
    "proposals.merge_declined": _("Une réunion de propositions est refusée"),
    "proposals.proposal_merged": _("Deux propositions n’en font plus qu’une"),
    "proposals.study_begun": _("Une proposition est à l’étude"),
    "proposals.study_written": _("Une étude avance"),
    "proposals.study_decided": _("Une étude est décidée, à relire"),
    "proposals.study_sent_back": _("Une étude est renvoyée à qui l’a faite"),
    "proposals.study_checked": _("Une étude est relue et publiée"),
    "proposals.study_given_back": _("Une étude est rendue"),
    "proposals.study_opened_again": _("Une étude publiée est reprise"),
    "proposals.appeal_made": _("Un refus est contesté"),
    "proposals.appeal_answered": _("Une contestation de refus reçoit sa réponse"),
    "proposals.contacts_forgotten": _("Des moyens de joindre sont effacés"),
}


def named_proposals(ids: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Names and addresses of those that everybody may read."""
    wanted = [pk for pk in ids if pk.isdecimal()]
    found = Proposal.objects.shown().filter(pk__in=wanted).select_related("edition")
    return {str(one.pk): (one.title, one.get_absolute_url()) for one in found}
