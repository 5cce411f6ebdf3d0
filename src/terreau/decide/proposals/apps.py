from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProposalsConfig(AppConfig):
    name = "terreau.decide.proposals"
    label = "proposals"
    verbose_name = "Proposals"

    def ready(self) -> None:
        from terreau.decide.proposals import journal
        from terreau.decide.proposals.queries import duties
        from terreau.trust.audit.objects import register_object
        from terreau.trust.audit.sentences import register
        from terreau.ui import panels
        from terreau.ui.duties import register_duties

        register_duties(duties.duties)
        panels.register("budgeting.edition", panels.Panel(_("Les études des services"), duties.panel, "decide", 10))
        register(journal.SENTENCES, title=_("Propositions"))
        register_object("proposals.proposal", _("une proposition"), journal.named_proposals)
