"""Addresses of the map and of what one does with a card."""

from django.urls import path

from terreau.know.cards.views import history, pictures, states, suggestions

app_name = "cards"

urlpatterns = [
    path("suggestions/", suggestions.suggestions, name="suggestions"),
    path("suggestions/<int:pk>/decision/", suggestions.decision, name="decision"),
    path("pictures/<int:pk>/removal/", pictures.removal, name="picture-removal"),
    path("revisions/<int:revision>/undoing/", history.undoing, name="undoing"),
    path("cards/<slug:slug>/history/", history.card_history, name="history"),
    path("cards/<slug:slug>/pictures/", pictures.pictures, name="pictures"),
    path("cards/<slug:slug>/suggestion/", suggestions.suggestion, name="suggestion"),
    path("cards/<slug:slug>/confirmation/", states.confirmation, name="confirmation"),
    path("cards/<slug:slug>/retirement/", states.retirement, name="retirement"),
    path("cards/<slug:slug>/publication/", states.publication, name="publication"),
]
