"""Addresses of actors."""

from django.urls import path

from terreau.know.actors import views

app_name = "actors"

urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("<slug:slug>/", views.card, name="card"),
    path("<slug:slug>/form/", views.form, name="form"),
]
