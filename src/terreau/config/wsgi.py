"""The site as a WSGI application, behind its door."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.config.settings")

site = get_wsgi_application()

from terreau.config import env  # noqa: E402  # the site is set up above
from terreau.config.doorman import Doorman  # noqa: E402  # likewise
from terreau.ui.crowd import crowd  # noqa: E402  # likewise

application = Doorman(
    site, crowd, inside=env.integer("TERREAU_AT_ONCE", 3), patience=env.integer("TERREAU_PATIENCE_SECONDS", 15)
)
