from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

TOLD = (
    "proposals.proposal_merged", "proposals.proposal_withdrawn", "proposals.study_checked", "budgeting.milestone_reached",
    "budgeting.milestone_delayed", "budgeting.result_published",
)  # fmt: skip


class ProposalsConfig(AppConfig):
    name = "terreau.decide.proposals"
    label = "proposals"
    verbose_name = "Proposals"

    def ready(self) -> None:
        from terreau.converse.comments import subjects
        from terreau.decide.proposals import journal, tasks
        from terreau.decide.proposals.queries import home, talking
        from terreau.trust.audit.objects import register_object
        from terreau.trust.audit.sentences import register
        from terreau.trust.audit.subscriptions import subscribe
        from terreau.ui import loop, panels
        from terreau.ui.duties import register_duties

        for name in TOLD:
            subscribe(name, tasks.hear)
        subjects.register("proposals.proposal", talking.subject)
        loop.register_calls(home.calls)
        loop.register_news(home.news)
        register_duties(home.duties)
        panels.register("budgeting.edition", panels.Panel(_("Les propositions"), home.panel_of_edition, "decide"))
        panels.register("budgeting.project", panels.Panel(_("D’où vient ce projet"), home.panel_of_project, "decide"))
        panels.register("cards.card", panels.Panel(_("Propositions du budget"), home.panel_of_card, "decide"))
        register(journal.SENTENCES, title=_("Propositions"))
        register_object("proposals.proposal", _("une proposition"), journal.named_proposals)
