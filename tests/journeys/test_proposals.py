"""From an idea to the ballot, as those who take part in it: propose, join, improve, study, contest."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import Walk

NEW = "/budgets/quartiers-2027/proposals/"
OLD = "/budgets/2026/proposals/"


def _propose(walk: Walk, title: str, summary: str) -> str:
    walk.to(f"{NEW}new/")
    walk.page.locator("#id_title").fill(title)
    walk.page.locator("#id_summary").fill(summary)
    walk.page.locator("#id_text").fill("Ce qui manque, ce que nous imaginons, ce que nous savons déjà.")
    walk.press("Publier la proposition")
    return walk.page.url


def test_an_inhabitant_proposes_and_a_double_is_shown_first(walk: Walk, size: str) -> None:
    walk.enter_as("inhabitant")
    _propose(walk, f"Un frigo partagé pour tous ({size})", "Donner ce que l’on ne mangera pas.")
    walk.sees("D’autres ont peut-être eu la même idée")
    expect(walk.page.locator("#id_title")).to_have_value(f"Un frigo partagé pour tous ({size})")
    walk.page.get_by_label("La mienne est différente").check()
    walk.press("Publier la proposition").sees("Votre proposition est publiée")
    assert re.search(r"/proposals/\d+/$", walk.page.url)
    walk.to(f"{NEW}?q=frigo").sees(f"Un frigo partagé pour tous ({size})")


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_while_one_types_what_looks_alike_is_shown(walk: Walk) -> None:
    walk.enter_as("inhabitant").to(f"{NEW}new/")
    walk.page.locator("#id_title").press_sequentially("Jouer au tennis de table dehors", delay=8)
    expect(walk.page.locator("#alike")).to_contain_text("ping-pong")
    walk.look()


def test_a_neighbour_supports_and_says_why(walk: Walk, size: str) -> None:
    walk.enter_as("connector").to(f"{NEW}5/")
    count = walk.page.locator("#support .price")
    before = count.inner_text()
    walk.press("Soutenir").sees("Votre soutien est compté")
    expect(count).not_to_have_text(before)
    walk.page.get_by_label("Pour", exact=True).check()
    walk.page.locator(".say textarea").fill(f"Du béton, cela dure trente ans ({size}).")
    walk.press("Publier mon avis").sees(f"Du béton, cela dure trente ans ({size}).")
    walk.to(f"{NEW}5/").press("Reprendre mon soutien").sees("Votre soutien est repris")
    expect(count).to_have_text(before)


def test_ideas_are_found_on_the_map_and_a_mark_leads_to_one(walk: Walk) -> None:
    walk.to(NEW).page.locator(".switch").get_by_role("link", name="Carte").click()
    walk.page.locator("terreau-map[data-ready] .map-pin").first.wait_for()
    walk.look().sees("n’ont pas de point sur la carte")
    walk.page.locator(".map-pin").first.dispatch_event("click")
    walk.page.locator(".map-peek h2").wait_for()
    walk.look().page.locator(".map-peek").get_by_role("link", name="Lire la proposition").click()
    walk.page.wait_for_url(re.compile(r"/proposals/\d+/$"))
    walk.to(f"{OLD}?view=map&point=no")
    expect(walk.page.locator(".hit")).to_have_count(3)


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_a_filter_holds_for_the_map_and_for_the_table(walk: Walk) -> None:
    walk.to(f"{OLD}?view=map").page.locator("terreau-map[data-ready]").wait_for()
    walk.page.locator("#facets input[value=saint-clair]").check()
    expect(walk.page.locator(".hit")).to_have_count(1)
    expect(walk.page.locator(".map-pin")).to_have_count(1)
    walk.look().page.locator(".switch").get_by_role("link", name="Tableau").click()
    expect(walk.page.locator("tbody tr")).to_have_count(1)
    walk.look()


def test_without_script_the_list_says_the_same(plain: Walk) -> None:
    plain.to(f"{OLD}?view=map")
    expect(plain.page.locator(".hit")).to_have_count(15)


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_withdrawal_without_reason_comes_back_where_it_was_asked(walk: Walk) -> None:
    walk.enter_as("inhabitant")
    _propose(walk, "Un manège de bois sur la place", "Pour les petits, l’été.")
    walk.page.get_by_text("La retirer", exact=True).click()
    walk.press("Retirer la proposition").sees("Rien n’est perdu")
    expect(walk.page.locator("[data-focus]")).to_be_focused()
    expect(walk.page.locator("#withdrawal_reason")).to_be_visible()
    walk.page.locator("#withdrawal_reason").fill("Nous en parlons d’abord aux voisins.")
    walk.press("Retirer la proposition").sees("La proposition est retirée").sees("Nous en parlons d’abord aux voisins.")


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_an_author_accepts_other_words_and_everybody_reads_what_changed(walk: Walk) -> None:
    walk.enter_as("district-connector").to(f"{NEW}3/")
    walk.press("Des bacs surélevés", role="link").sees("ajouté")
    walk.press("Accepter : en faire une version").sees("La réponse est affichée")
    walk.page.get_by_role("link", name=re.compile("ce qui a changé")).click()
    walk.look().sees("Toutes les versions")
    expect(walk.page.locator(".diff ins").first).to_contain_text("parcelles")


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_an_agent_writes_for_somebody_who_called(walk: Walk) -> None:
    walk.enter_as("agent").to(f"{NEW}dictated/")
    walk.page.locator("#id_for-name").fill("Simone Faure")
    walk.page.locator("#id_for-contact").fill("03 00 00 00 00")
    walk.page.locator("#id_for-reason").fill("Dictée par téléphone")
    walk.page.locator("#id_title").fill("Une horloge qui marche à la gare")
    walk.page.locator("#id_summary").fill("Savoir si l’on court ou non.")
    walk.page.locator("#id_text").fill("Elle est arrêtée depuis deux ans.")
    walk.press("Publier la proposition").sees("Une personne sans internet")
    here = walk.page.url
    walk.page.context.clear_cookies()
    walk.page.goto(here)
    walk.look()
    assert "Simone" not in walk.page.content()
    assert "03 00 00 00 00" not in walk.page.content()


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_services_study_one_and_cannot_check_it_alone(walk: Walk) -> None:
    walk.enter_as("theme-agent").to("/budgets/quartiers-2027/studies/").sees("À prendre")
    walk.page.get_by_role("main").get_by_role("button", name=re.compile("Prendre|tudier")).first.click()
    walk.look()
    for verdict in walk.page.locator(".study-question select").all():
        verdict.select_option("yes")
    line = walk.page.locator(".study-line").first
    line.get_by_label("Quoi").fill("Fournitures")
    line.get_by_label("Combien").fill("1200.50")
    walk.press("Enregistrer").sees("1 200,50")
    walk.page.get_by_label("Retenue : elle ira sur le bulletin").check()
    walk.page.locator("[name=reasons]").fill("Le terrain est libre et le prix est juste.")
    walk.press("Décider, et faire relire").sees("attend qu’une seconde personne la relise")
    assert not walk.page.get_by_role("button", name=re.compile("Relu")).count()
    path = walk.page.url.partition("/budgets/")[2]
    walk.page.context.clear_cookies()
    walk.enter_as("administrator").to(f"/budgets/{path}")
    walk.page.get_by_role("button", name=re.compile("Relu.: publier, et mettre")).click()
    walk.look()
    walk.to("/budgets/quartiers-2027/").sees("1 200,50")


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_proposer_who_was_refused_reads_why_and_the_answer_to_the_appeal(walk: Walk) -> None:
    walk.to("/budgets/2026/proposals/?status=refused").press("Se baigner dans la Rive", role="link")
    walk.sees("un surveillant chaque été").sees("Merci d’avoir insisté")
    walk.sees("Courant de 0,9 m/s")


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_reported_opinion_is_hidden_with_its_reason(walk: Walk) -> None:
    walk.to("/budgets/2026/proposals/12/").press("Signaler", role="link")
    walk.page.get_by_label("Rien à voir avec le sujet").check()
    walk.page.get_by_role("main").get_by_role("button", name="Signaler").click()
    walk.look().sees("Une personne le relira")
    walk.enter_as("moderator").to("/comments/queue/")
    walk.page.get_by_role("main").get_by_role("checkbox").first.check()
    walk.page.locator("select[name=reason]").select_option("elsewhere")
    walk.press("Masquer").sees("Rien à relire")
    walk.to("/budgets/2026/proposals/12/").sees("Masqué par la modération")


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_an_english_reader_reads_proposals_in_english(walk: Walk) -> None:
    walk.page.set_extra_http_headers({"Accept-Language": "en"})
    for path in (
        NEW,
        f"{NEW}1/",
        "/budgets/2026/proposals/1/versions/",
        "/comments/charter/",
        "/budgets/2026/proposals/?view=table",
    ):
        answer = walk.page.goto(walk.site["address"] + path)
        walk.look()
        body = answer.body() if answer else b""
        assert b'lang="en"' in body
        assert len(body) < 90_000
