from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

OUTCOMES = (
    "proposal_merged", "proposal_withdrawn", "proposal_concealed", "study_checked", "appeal_answered", "amendment_made",
    "author_asked", "merge_asked",
)  # fmt: skip


class ProposalsConfig(AppConfig):
    name = "terreau.decide.proposals"
    label = "proposals"
    verbose_name = "Proposals"

    def ready(self) -> None:
        from terreau.converse.comments import subjects
        from terreau.decide.proposals import journal, tasks
        from terreau.decide.proposals.queries import duties, home, talking
        from terreau.trust.audit.objects import register_object
        from terreau.trust.audit.sentences import register
        from terreau.trust.audit.subscriptions import subscribe
        from terreau.ui import loop, panels
        from terreau.ui.duties import register_duties
        from terreau.ui.registry import register_namespace

        register_namespace("budgeting:editions", "proposals")
        subjects.register("proposals.proposal", talking.subject)
        panels.register(
            "budgeting.edition", panels.Panel(_("Les propositions"), home.edition_panel, "decide", position=10)
        )
        panels.register("budgeting.project", panels.Panel(_("D’où vient ce projet"), home.project_panel, "decide"))
        panels.register("cards.card", panels.Panel(_("Propositions pour le budget"), home.card_panel, "decide"))
        loop.register_calls(home.calls)
        loop.register_waiting(home.waiting)
        loop.register_news(home.news)
        register_duties(home.duties)
        register_duties(duties.duties)
        panels.register("budgeting.edition", panels.Panel(_("Les études des services"), duties.panel, "decide", 20))
        register(journal.SENTENCES, title=_("Propositions"))
        register_object("proposals.proposal", _("une proposition"), journal.named_proposals)
        for name in tasks.ON_THE_BALLOT:
            subscribe(name, tasks.hear_of_projects)
        for outcome in OUTCOMES:
            subscribe(f"proposals.{outcome}", tasks.hear)
