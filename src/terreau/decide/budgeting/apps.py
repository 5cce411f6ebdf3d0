from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetingConfig(AppConfig):
    name = "terreau.decide.budgeting"
    label = "budgeting"
    verbose_name = "Participatory budgets"

    def ready(self) -> None:
        from terreau.converse.comments import subjects
        from terreau.decide.budgeting import journal
        from terreau.decide.budgeting.queries import home, talking
        from terreau.trust.audit.objects import register_object
        from terreau.trust.audit.sentences import register
        from terreau.ui import loop
        from terreau.ui.duties import register_duties
        from terreau.ui.registry import NavigationItem, register_navigation

        register_navigation(
            NavigationItem(_("Budget"), "budgeting:editions", "coins", "decide", position=30, namespaces=("budgeting",))
        )
        subjects.register("budgeting.project", talking.subject)
        loop.register_door("decide", home.door)
        loop.register_calls(home.calls)
        loop.register_news(home.news)
        register_duties(home.duties)
        register(journal.SENTENCES, title=_("Budget participatif"))
        register_object("budgeting.edition", _("une édition du budget"), journal.named_editions)
        register_object("budgeting.project", _("un projet"), journal.named_projects)
