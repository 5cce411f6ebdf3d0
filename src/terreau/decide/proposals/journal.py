"""How the public journal tells of proposals."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from terreau.decide.proposals.models import Proposal

SENTENCES = {
    "proposals.study_begun": _("Une étude commence"),
    "proposals.study_given_back": _("Une étude est rendue"),
    "proposals.study_written": _("Une étude avance"),
    "proposals.study_decided": _("Une étude est décidée"),
    "proposals.study_sent_back": _("Une étude est renvoyée"),
    "proposals.study_checked": _("Une étude est relue et publiée"),
    "proposals.study_opened_again": _("Une étude publiée est reprise"),
    "proposals.appeal_made": _("Un refus est contesté"),
    "proposals.appeal_answered": _("Une contestation reçoit sa réponse"),
}


def named_proposals(ids: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Titles and addresses of those that everybody may read."""
    found = Proposal.objects.shown().filter(pk__in=[pk for pk in ids if pk.isdigit()]).select_related("edition")
    return {str(one.pk): (one.title, one.get_absolute_url()) for one in found}
