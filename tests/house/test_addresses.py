"""Every address of the site, visited by everyone: a new one without a row here fails."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import Town

WHO = ("visitor", "member", "agent", "connector", "administrator")
OPEN = (200, 200, 200, 200, 200)
SIGNED_IN = (302, 200, 200, 200, 200)
EDITORS = (403, 403, 200, 200, 200)
CONNECTORS = (403, 403, 403, 200, 200)
ADMINISTRATORS = (403, 403, 403, 403, 200)
ELSEWHERE = (302, 302, 302, 302, 302)

PAGES = {
    "portal:home": ("/", OPEN),
    "portal:me": ("/me/", SIGNED_IN),
    "portal:participate": ("/participate/", OPEN),
    "portal:accessibility": ("/accessibility/", OPEN),
    "portal:dashboard": ("/dashboard/", EDITORS),
    "cards:map": ("/map/", OPEN),
    "cards:points": ("/map/points", OPEN),
    "cards:feed": ("/map/feed", OPEN),
    "cards:csv": ("/map/cards.csv", OPEN),
    "cards:geojson": ("/map/cards.geojson", OPEN),
    "cards:peek": ("/map/cards/{workshop.pk}/peek/", OPEN),
    "cards:suggestions": ("/map/suggestions/", EDITORS),
    "cards:to-place": ("/map/to-place/", EDITORS),
    "cards:history": ("/map/cards/{workshop.slug}/history/", OPEN),
    "cards:pictures": ("/map/cards/{workshop.slug}/pictures/", EDITORS),
    "cards:suggestion": ("/map/cards/{workshop.slug}/suggestion/", OPEN),
    "actors:index": ("/actors/", ELSEWHERE),
    "actors:new": ("/actors/new/", (403, 200, 200, 200, 200)),
    "actors:card": ("/actors/{workshop.slug}/", OPEN),
    "actors:form": ("/actors/{workshop.slug}/form/", EDITORS),
    "places:index": ("/places/", ELSEWHERE),
    "places:new": ("/places/new/", (403, 200, 200, 200, 200)),
    "places:card": ("/places/{hall.slug}/", OPEN),
    "places:form": ("/places/{hall.slug}/form/", EDITORS),
    "audit:events": ("/audit/", OPEN),
    "audit:explained": ("/audit/explained/", OPEN),
    "audit:csv": ("/audit/events.csv", OPEN),
    "audit:export": ("/audit/chain.ndjson", OPEN),
    "people:code": ("/account/code/", OPEN),
    "people:link": ("/account/link/abc/", OPEN),
    "people:proof": ("/account/proof/", SIGNED_IN),
    "people:profile": ("/account/profile/", SIGNED_IN),
    "people:data": ("/account/my-data/", SIGNED_IN),
    "people:erasure": ("/account/erasure/", SIGNED_IN),
    "people:codes": ("/account/codes/", EDITORS),
    "people:keepers": ("/account/keepers/", OPEN),
    "people:roles": ("/account/roles/", ADMINISTRATORS),
    "comments:queue": ("/comments/queue/", (403, 403, 403, 403, 200)),
    "comments:charter": ("/comments/charter/", OPEN),
    "ui:gallery": ("/ui/", OPEN),
}
"""Name of the address, how it is written, what each of WHO gets."""

POSTED = {
    "cards:decision": "/map/suggestions/1/decision/",
    "cards:picture-removal": "/map/pictures/1/removal/",
    "cards:undoing": "/map/revisions/1/undoing/",
    "cards:confirmation": "/map/cards/{workshop.slug}/confirmation/",
    "cards:retirement": "/map/cards/{workshop.slug}/retirement/",
    "cards:publication": "/map/cards/{workshop.slug}/publication/",
    "people:device-end": "/account/devices/0/end/",
    "people:code-revocation": "/account/codes/1/revocation/",
    "people:withdrawal": "/account/roles/1/withdrawal/",
}
"""Addresses that change something: never by a visitor or a member without the right."""

ELSEWHERE_TESTED = (
    "territory:",
    "budgeting:",
    "proposals:",
    "opendata:",
    "cards:categor",
    "comments:",
    "account_",
    "mfa_",
    "usersessions_",
    "ui:theme",
    "ui:language",
)
"""Whole families whose tests stand beside their code."""


def names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield prefix + pattern.name


def test_every_address_has_a_row() -> None:
    known = {*PAGES, *POSTED}
    missing = {name for name in names(get_resolver()) if name not in known and not name.startswith(ELSEWHERE_TESTED)}
    assert not missing


def test_every_row_has_an_address() -> None:
    assert {*PAGES, *POSTED} <= set(names(get_resolver()))


@pytest.mark.parametrize("name", PAGES)
def test_everyone_gets_what_is_expected(name: str, town: Town) -> None:
    path, expected = PAGES[name]
    path = path.format(workshop=town.workshop, hall=town.hall)
    assert tuple(town.client(who).get(path).status_code for who in WHO) == expected


@pytest.mark.parametrize("name", POSTED)
def test_nothing_is_changed_by_who_may_not(name: str, town: Town) -> None:
    path = POSTED[name].format(workshop=town.workshop)
    for who in ("visitor", "member"):
        assert town.client(who).post(path, {"outcome": "accepted"}).status_code in (302, 403, 404)
        assert town.client(who).get(path).status_code == 405


def test_a_hidden_card_is_nowhere(town: Town) -> None:
    hidden = town.hidden
    visitor = town.client("visitor")
    assert visitor.get(f"/actors/{hidden.slug}/").status_code == 403
    assert visitor.get(f"/map/cards/{hidden.slug}/history/").status_code == 403
    assert visitor.get(f"/map/cards/{hidden.pk}/peek/").status_code == 404
    for path in ("/map/", "/map/?q=polichinelle&exact=1", "/map/?view=table", "/map/feed"):
        assert b"Secret de polichinelle" not in visitor.get(path).content
    for path in ("/map/cards.csv", "/map/cards.geojson"):
        assert b"Secret" not in b"".join(visitor.get(path).streaming_content)
    assert hidden.pk not in visitor.get("/map/points").json()["ids"]
