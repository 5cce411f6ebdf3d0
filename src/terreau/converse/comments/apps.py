from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "terreau.converse.comments"
    label = "comments"
    verbose_name = "Comments"

    def ready(self) -> None:
        from terreau.converse.comments import journal, queries, tasks
        from terreau.trust.audit.objects import register_object
        from terreau.trust.audit.sentences import register
        from terreau.trust.audit.subscriptions import subscribe
        from terreau.ui.duties import register_duties

        register_duties(queries.duties)
        register(journal.SENTENCES, title=_("Avis"))
        register_object("comments.comment", _("un avis"))
        for name in ("comments.comments_hidden", "comments.appeal_decided"):
            subscribe(name, tasks.hear)
