"""The frame of every page: theme, language, refusals, broken site."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from terreau.lib.errors import Refused, TooOften
from terreau.ui import refusals

pytestmark = pytest.mark.django_db


def test_a_theme_is_kept_and_put_back_to_the_system(client: Client) -> None:
    kept = client.post("/ui/theme/", {"theme": "dark", "next": "/ui/"})
    assert kept["Location"] == "/ui/"
    assert '<html lang="fr" data-theme="dark">' in client.get("/ui/").content.decode()
    client.post("/ui/theme/", {"theme": "system", "next": "/ui/"})
    assert '<html lang="fr">' in client.get("/ui/").content.decode()


@pytest.mark.parametrize("theme", ["", "pink", '"><script>'])
def test_an_unknown_theme_changes_nothing(client: Client, theme: str) -> None:
    client.cookies["theme"] = theme
    assert '<html lang="fr">' in client.get("/ui/").content.decode()


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_a_choice_never_leads_to_another_site(client: Client, target: str) -> None:
    assert client.post("/ui/theme/", {"theme": "dark", "next": target})["Location"] == "/"


def test_a_language_is_kept(client: Client) -> None:
    client.post("/ui/language/", {"language": "en", "next": "/ui/"})
    assert '<html lang="en"' in client.get("/ui/").content.decode()


def test_a_page_that_does_not_exist_says_so(client: Client) -> None:
    response = client.get("/nothing-here/")
    assert response.status_code == 404
    assert "Rien ne pousse à cette adresse" in response.content.decode()


def refuse(exception: Exception, **headers: str) -> Any:
    request = RequestFactory().get("/", headers=headers)
    request.htmx = bool(headers)
    return refusals.RefusalMiddleware(lambda _: None).process_exception(request, exception)


def test_a_refusal_is_a_page_with_its_sentence(rf: RequestFactory) -> None:
    response = refuse(Refused("La fiche a changé & vous l’ignoriez."))
    assert response.status_code == 409
    assert "La fiche a changé &amp; vous l’ignoriez." in response.content.decode()


def test_a_refusal_asked_by_a_part_of_a_page_is_a_message() -> None:
    response = refuse(TooOften("Encore dix secondes.", retry_after=10), **{"HX-Request": "true"})
    assert (response.status_code, response["HX-Retarget"], response["Retry-After"]) == (429, "#messages", "10")
    assert "<html" not in response.content.decode()


def test_another_exception_is_left_alone() -> None:
    assert refuse(ValueError()) is None


def test_a_broken_site_answers_without_the_database(django_db_blocker: Any) -> None:
    with django_db_blocker.block():
        response = refusals.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Le site a trébuché" in response.content.decode()


def test_a_visitor_refused_is_offered_to_sign_in_and_come_back(client: Client) -> None:
    request = RequestFactory().get("/actors/new/?kind=a&b=c")
    html = refusals.refusal(request, "Connectez-vous.", 403).content.decode()
    assert 'href="/account/login/?next=/actors/new/%3Fkind%3Da%26b%3Dc"' in html
