"""Addresses of the journal."""

from django.urls import path

from terreau.trust.audit import views

app_name = "audit"

urlpatterns = [
    path("", views.journal, name="events"),
    path("explained/", views.explained, name="explained"),
    path("events.csv", views.table, name="csv"),
    path("chain.ndjson", views.chain, name="export"),
]
