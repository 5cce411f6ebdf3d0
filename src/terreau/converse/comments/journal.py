"""How the public journal tells of comments."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "comments.comment_made": _("Un avis est donné"),
    "comments.comment_edited": _("Un avis est corrigé"),
    "comments.comment_removed": _("Un avis est retiré par son auteur"),
    "comments.help_told": _("Un avis est trouvé utile"),
    "comments.help_taken_back": _("Une marque « utile » est reprise"),
    "comments.comment_reported": _("Un avis est signalé"),
    "comments.comments_kept": _("Des avis signalés sont gardés"),
    "comments.comments_hidden": _("Des avis sont masqués"),
    "comments.hiding_appealed": _("Un avis masqué est contesté"),
    "comments.appeal_decided": _("Une contestation d’avis masqué reçoit sa réponse"),
}
