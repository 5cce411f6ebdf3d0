"""Addresses of the map and of what one does with a card."""

from django.urls import path

from terreau.know.cards.views import atlas, categories, exports, history, pictures, placing, states, suggestions

app_name = "cards"

urlpatterns = [
    path("", atlas.atlas, name="map"),
    path("points", atlas.points, name="points"),
    path("feed", exports.feed, name="feed"),
    path("cards.csv", exports.download, {"form": "csv"}, name="csv"),
    path("cards.geojson", exports.download, {"form": "geojson"}, name="geojson"),
    path("cards/<int:pk>/peek/", atlas.peek, name="peek"),
    path("to-place/", placing.cards_to_place, name="to-place"),
    path("categories/", categories.categories, name="categories"),
    path("categories/<slug:branch>/", categories.categories, name="categories"),
    path("category/<slug:slug>/", categories.category, name="category"),
    path("category/<slug:slug>/place/", categories.move, name="category-move"),
    path("category/<slug:slug>/order/", categories.order, name="category-order"),
    path("category/<slug:slug>/merging/", categories.merging, name="category-merging"),
    path("category/<slug:slug>/archive/", categories.archive, name="category-archive"),
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
