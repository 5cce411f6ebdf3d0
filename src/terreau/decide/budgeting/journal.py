"""How the public journal tells of budgets."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.models import Edition, Project

SENTENCES = {
    "budgeting.edition_made": _("Une édition est préparée"),
    "budgeting.edition_changed": _("Les règles d’une édition changent"),
    "budgeting.edition_shown": _("Une édition est annoncée"),
    "budgeting.project_added": _("Un projet est mis sur le bulletin"),
    "budgeting.project_changed": _("Un projet du bulletin change"),
    "budgeting.project_removed": _("Un projet est retiré du bulletin"),
    "budgeting.task_given": _("Une tâche est confiée"),
    "budgeting.task_ended": _("Une tâche est reprise"),
    "budgeting.rules_rehearsed": _("Les règles sont répétées avant le vote"),
    "budgeting.vote_opened": _("Le vote s’ouvre, les règles se figent"),
    "budgeting.letters_printed": _("Des lettres de vote sont imprimées"),
    "budgeting.letters_released": _("Des lettres imprimées sont comptées et libérées"),
    "budgeting.letters_miscounted": _("Un compte de lettres ne tombe pas juste"),
    "budgeting.letters_revoked": _("Un lot de lettres est retiré"),
    "budgeting.letter_revoked": _("Une lettre est retirée"),
    "budgeting.pass_given": _("Un code est remis au guichet"),
    "budgeting.identity_disputed": _("Une identité est contestée au guichet"),
    "budgeting.dispute_accepted": _("Une identité contestée est confirmée"),
    "budgeting.register_loaded": _("Une liste électorale est chargée"),
    "budgeting.register_added": _("La liste électorale est complétée"),
    "budgeting.class_opened": _("Une classe s’ouvre au vote"),
    "budgeting.cards_renewed": _("Des cartes d’élèves sont refaites"),
    "budgeting.class_paper_sealed": _("Les bulletins papier d’une classe sont scellés"),
    "budgeting.class_closed": _("Une classe a fini de voter"),
    "budgeting.paper_handed": _("Un bulletin papier est remis"),
    "budgeting.envelope_sealed": _("Une enveloppe de bulletins est scellée"),
    "budgeting.sheet_read_thrice": _("Un bulletin papier est lu une troisième fois"),
    "budgeting.third_reading_refused": _("Une troisième lecture est refusée"),
    "budgeting.sheet_settled": _("Un bulletin lu de trois façons est tranché"),
    "budgeting.envelope_emptied": _("Une enveloppe est lue jusqu’au bout"),
    "budgeting.kiosk_opened": _("Une borne de vote est ouverte"),
    "budgeting.kiosk_closed": _("Une borne de vote est fermée"),
    "budgeting.sign_looked_into": _("Un signe inhabituel du vote est regardé"),
    "budgeting.ballots_mixed": _("Des bulletins entrent dans l’urne, mêlés"),
    "budgeting.lot_drawn": _("Un tirage au sort est écrit"),
    "budgeting.lot_corrected": _("Un tirage au sort est corrigé, avant d’être confirmé"),
    "budgeting.lot_confirmed": _("Un tirage au sort est confirmé par une seconde personne"),
    "budgeting.count_asked": _("Un compte est demandé"),
    "budgeting.count_ended": _("Un compte est fini"),
    "budgeting.result_published": _("Un résultat est publié"),
    "budgeting.result_annulled": _("Un résultat est annulé après une contestation"),
    "budgeting.result_replaced": _("Un nouveau compte remplace un résultat annulé"),
    "budgeting.words_concealed": _("Les mots d’un recomptage ou d’une contestation sont masqués"),
    "budgeting.words_revealed": _("Des mots masqués sont montrés de nouveau"),
    "budgeting.recount_told": _("Quelqu’un a recompté"),
    "budgeting.objection_made": _("Un résultat est contesté"),
    "budgeting.objection_answered": _("Une contestation reçoit sa réponse"),
    "budgeting.milestone_planned": _("Une étape est prévue"),
    "budgeting.milestone_reached": _("Une étape est faite"),
    "budgeting.milestone_delayed": _("Une étape est repoussée"),
    "budgeting.milestone_corrected": _("Une étape est corrigée"),
    "budgeting.photo_added": _("Une photo d’un projet est ajoutée"),
    "budgeting.photo_removed": _("Une photo d’un projet est retirée"),
    "budgeting.expense_told": _("Une dépense d’un projet est dite"),
    "budgeting.project_abandoned": _("Un projet retenu est abandonné, et la raison est dite"),
    "budgeting.voters_forgotten": _("La clé du registre est jetée"),
    "budgeting.election_imported": _("Une élection est importée"),
}


def named_editions(ids: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Names and addresses of those that everybody sees."""
    found = Edition.objects.shown().filter(pk__in=[pk for pk in ids if pk.isdigit()])
    return {str(one.pk): (one.name, one.get_absolute_url()) for one in found}


def named_projects(ids: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    wanted = [pk for pk in ids if pk.isdigit()]
    found = Project.objects.filter(pk__in=wanted, edition__shown_at__isnull=False).select_related("edition")
    return {str(p.pk): (p.title, reverse("budgeting:project", args=[p.edition.slug, p.number])) for p in found}
