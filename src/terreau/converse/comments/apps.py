from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "terreau.converse.comments"
    label = "comments"
    verbose_name = "Comments"
