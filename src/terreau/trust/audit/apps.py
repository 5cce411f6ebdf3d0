from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "terreau.trust.audit"
    label = "audit"
    verbose_name = "Audit"
