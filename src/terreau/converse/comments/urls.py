"""Addresses of comments."""

from django.urls import path

from terreau.converse.comments.views import moderating, saying

app_name = "comments"

urlpatterns = [
    path("about/<str:kind>/<str:key>/", saying.talk, name="talk"),
    path("charter/", moderating.charter, name="charter"),
    path("queue/", moderating.queue, name="queue"),
    path("appeals/<int:pk>/", moderating.appeal_decision, name="appeal-decision"),
    path("<int:pk>/", saying.place, name="comment"),
    path("<int:pk>/reply/", saying.reply, name="reply"),
    path("<int:pk>/form/", saying.edit, name="form"),
    path("<int:pk>/wordings/", saying.wordings, name="wordings"),
    path("<int:pk>/removal/", saying.removal, name="removal"),
    path("<int:pk>/helpful/", saying.helpful, name="helpful"),
    path("<int:pk>/report/", moderating.report, name="report"),
    path("<int:pk>/appeal/", moderating.appeal, name="appeal"),
]
