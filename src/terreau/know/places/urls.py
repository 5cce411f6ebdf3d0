"""Addresses of places."""

from django.urls import path

from terreau.know.places import views

app_name = "places"

urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("<slug:slug>/", views.card, name="card"),
    path("<slug:slug>/form/", views.form, name="form"),
]
