"""Addresses of comments."""

from django.urls import path

from terreau.converse.comments import views

app_name = "comments"

urlpatterns = [
    path("about/<str:kind>/<str:key>/", views.talk, name="talk"),
    path("charter/", views.charter, name="charter"),
    path("queue/", views.queue, name="queue"),
    path("appeals/<int:pk>/", views.appeal_decision, name="appeal-decision"),
    path("<int:pk>/reply/", views.reply, name="reply"),
    path("<int:pk>/form/", views.edit, name="form"),
    path("<int:pk>/wordings/", views.wordings, name="wordings"),
    path("<int:pk>/removal/", views.removal, name="removal"),
    path("<int:pk>/helpful/", views.helpful, name="helpful"),
    path("<int:pk>/report/", views.report, name="report"),
    path("<int:pk>/appeal/", views.appeal, name="appeal"),
]
