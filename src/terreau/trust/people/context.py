"""What the sign-in page must know: whether the site can send mail."""

from django.conf import settings
from django.http import HttpRequest


def mail(request: HttpRequest) -> dict[str, bool]:
    return {"mail_on": settings.MAIL_ON, "demo": settings.DEMO}
