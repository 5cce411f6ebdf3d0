"""Addresses of the journal."""

from django.urls import path

from terreau.trust.audit import views

app_name = "audit"

urlpatterns = [
    path("", views.journal, name="events"),
    path("chain.ndjson", views.export, name="export"),
]
