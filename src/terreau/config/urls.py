"""Every address of the site, flat: moving an app between rooms breaks no link."""

from django.conf import settings
from django.urls import include, path
from django.views.static import serve

urlpatterns = [
    path("", include("terreau.portal.urls")),
    path("account/", include("terreau.trust.people.urls")),
    path("audit/", include("terreau.trust.audit.urls")),
    path("town/", include("terreau.know.territory.urls")),
    path("map/", include("terreau.know.cards.urls")),
    path("actors/", include("terreau.know.actors.urls")),
    path("places/", include("terreau.know.places.urls")),
    path("budgets/", include("terreau.decide.budgeting.urls")),
    path("budgets/", include("terreau.decide.proposals.urls")),
    path("comments/", include("terreau.converse.comments.urls")),
    path("data/", include("terreau.share.opendata.urls")),
    path("ui/", include("terreau.ui.urls")),
    path("media/pictures/<path:path>", serve, {"document_root": settings.MEDIA_ROOT / "pictures"}),
]

handler400 = "terreau.ui.refusals.bad_request"
handler403 = "terreau.ui.refusals.forbidden"
handler404 = "terreau.ui.refusals.not_found"
handler500 = "terreau.ui.refusals.server_error"
