"""How the public journal tells of proposals."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from terreau.decide.proposals.models import Proposal

SENTENCES = {
    "proposals.proposal_made": _("Une proposition est publiée"),
    "proposals.proposal_changed": _("Une proposition change de mots"),
    "proposals.proposal_withdrawn": _("Une proposition est retirée"),
    "proposals.proposal_concealed": _("Une proposition est masquée"),
    "proposals.proposal_revealed": _("Une proposition est montrée de nouveau"),
    "proposals.proposal_merged": _("Deux propositions sont réunies"),
    "proposals.merge_asked": _("Une réunion de propositions est demandée"),
    "proposals.merge_declined": _("Une réunion de propositions est refusée"),
    "proposals.support_given": _("Une proposition reçoit un soutien"),
    "proposals.support_taken_back": _("Un soutien est repris"),
    "proposals.author_asked": _("Quelqu’un voudrait porter une proposition"),
    "proposals.author_joined": _("Une proposition a un auteur de plus"),
    "proposals.author_declined": _("Une demande de porter est refusée"),
    "proposals.author_left": _("Un auteur quitte une proposition"),
    "proposals.amendment_made": _("Un amendement est proposé"),
    "proposals.amendment_refused": _("Un amendement est refusé"),
    "proposals.study_begun": _("Une étude commence"),
    "proposals.study_written": _("Une étude avance"),
    "proposals.study_decided": _("Une étude est décidée"),
    "proposals.study_sent_back": _("Une étude est renvoyée"),
    "proposals.study_checked": _("Une étude est relue et publiée"),
    "proposals.appeal_made": _("Un refus est contesté"),
    "proposals.appeal_answered": _("Une contestation reçoit sa réponse"),
}


def named_proposals(ids: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Titles and addresses of those that everybody may read."""
    found = Proposal.objects.shown().filter(pk__in=[pk for pk in ids if pk.isdigit()]).select_related("edition")
    return {str(one.pk): (one.title, one.get_absolute_url()) for one in found}
