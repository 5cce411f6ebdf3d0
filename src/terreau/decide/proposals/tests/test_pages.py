"""Pages of proposals: propose, read, list, support, merge; who sees what, what is sent back."""

import re
from typing import Any

import pytest
from django.test import Client

from terreau.decide.proposals import actions
from terreau.decide.proposals.models import Amendment, Authorship, Invitation, Merge, Proposal
from terreau.decide.proposals.queries import home
from terreau.decide.proposals.tests.ideas import TEXT, browser, edition, idea, page, somebody

pytestmark = pytest.mark.django_db
WORDS = {"title": "Des bancs sur le quai", "summary": "Pour s’asseoir.", "text": TEXT}


def test_an_idea_is_proposed_read_listed_supported_and_merged() -> None:
    made = edition()
    zoe, ali = browser(somebody("Zoé")), browser(somebody("Ali"))
    answer = zoe.post(f"/budgets/{made.slug}/proposals/new/", WORDS)
    assert (answer.status_code, answer["Location"]) == (302, f"/budgets/{made.slug}/proposals/1/")
    read = page(Client().get(answer["Location"]))
    assert "Des bancs sur le quai" in read and "par Zoé" in read and "0 soutien" in read
    assert "Des bancs sur le quai" in page(Client().get(f"/budgets/{made.slug}/proposals/"))
    assert ali.post(f"/budgets/{made.slug}/proposals/1/support/", {"told": "1"}).status_code == 302
    assert "1 soutien" in page(ali.get(f"/budgets/{made.slug}/proposals/1/"))
    other = {"title": "Un marché le soir", "summary": "Des légumes.", "text": "Chaque jeudi."}
    assert ali.post(f"/budgets/{made.slug}/proposals/new/", other)["Location"].endswith("/2/")
    asked = zoe.post(f"/budgets/{made.slug}/proposals/1/merge/", {"into": "2", "reason": "Même place"})
    assert asked["Location"].endswith("/proposals/1/") and Merge.objects.get().accepted_at is None
    assert "On vous propose de réunir" in page(ali.get(f"/budgets/{made.slug}/proposals/2/"))
    yes = f"/budgets/{made.slug}/proposals/2/merges/{Merge.objects.get().pk}/"
    assert zoe.post(yes, {"accepted": "1"}).status_code == 403
    assert ali.post(yes, {"accepted": "1"}).status_code == 302
    old = page(Client().get(f"/budgets/{made.slug}/proposals/1/"))
    assert "Réunie à une autre" in old and "Même place" in old and f"/budgets/{made.slug}/proposals/2/" in old
    new = page(Client().get(f"/budgets/{made.slug}/proposals/2/"))
    assert "Zoé" in new and "Ali" in new and "1 soutien" in new


def test_a_near_twin_is_shown_once_before_it_is_kept() -> None:
    made = edition()
    idea(made, somebody("Zoé"), "Des bancs à l’ombre dans le parc")
    ali = browser(somebody("Ali"))
    words = {**WORDS, "title": "Des bancs à l’ombre dans le parc"}
    first = ali.post(f"/budgets/{made.slug}/proposals/new/", words)
    assert first.status_code == 422 and "Rejoindre celle-ci" in page(first) and "Un arbre aussi." in page(first)
    assert Proposal.objects.count() == 1
    assert ali.post(f"/budgets/{made.slug}/proposals/new/", {**words, "different": "1"}).status_code == 302
    said = page(Client().get(f"/budgets/{made.slug}/proposals/similar/", {"title": "Des bancs à l’ombre"}))
    assert "Des bancs à l’ombre dans le parc" in said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "obligatoire"), ({"text": "  "}, "obligatoire"), ({"rough_cost": "beaucoup"}, "nombre"),
        ({"rough_cost": "-3"}, ""), ({"lat": "47"}, "des deux"), ({"lat": "NaN", "lon": "2"}, ""), ({"lat": "99", "lon": "2"}, ""),
        ({"carrier": "Personne de tel"}, "Aucune fiche"), ({"district": "999"}, "choix"), ({"title": "x" * 121}, "120"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_the_words_are_kept(changed: dict[str, str], said: str) -> None:
    made = edition()
    answer = browser(somebody("Zoé")).post(f"/budgets/{made.slug}/proposals/new/", {**WORDS, **changed})
    assert answer.status_code == 422 and said in page(answer)
    assert "Pour s’asseoir." in page(answer) and not Proposal.objects.exists()


def test_two_tabs_the_second_is_told_and_keeps_its_words() -> None:
    made, author = edition(), somebody("Zoé")
    idea(made, author)
    zoe, form = browser(author), f"/budgets/{made.slug}/proposals/1/form/"
    assert zoe.post(form, {**WORDS, "text": "Premier onglet.", "seen": "1"}).status_code == 302
    late = zoe.post(form, {**WORDS, "text": "Second onglet.", "seen": "1"})
    assert late.status_code == 422 and "Second onglet." in page(late) and "before=1&amp;after=2" in page(late)
    assert 'name="seen" value="2"' in page(late)
    assert zoe.post(form, {**WORDS, "text": "Second onglet.", "seen": "2"}).status_code == 302
    compared = page(Client().get(f"/budgets/{made.slug}/proposals/1/versions/?before=1&after=3"))
    assert "<del>" in compared and "retiré :" in compared and "ajouté :" in compared


def test_an_invitation_opens_once_and_only_by_hand() -> None:
    made, author, guest = edition(), somebody("Zoé"), somebody("Ali")
    idea(made, author)
    shown = browser(author).post(f"/budgets/{made.slug}/proposals/1/invitations/")
    address = re.search(r'value="http://testserver([^"]+)"', page(shown))[1]
    assert "no-store" in shown["Cache-Control"] and address.split("/")[-2] not in str(Invitation.objects.values())
    assert Client().get(address).status_code == 302  # to sign in
    ali = browser(guest)
    assert "Zoé vous invite" in page(ali.get(address)) and Authorship.objects.count() == 1
    assert ali.post(address).status_code == 302 and Authorship.objects.filter(person=guest).exists()
    assert browser(somebody("Léa")).post(address).status_code == 409
    assert ali.get(f"/budgets/{made.slug}/proposals/invitations/nothing/").status_code == 404


def test_an_amendment_is_shown_answered_and_credited() -> None:
    made, author, other = edition(), somebody("Zoé"), somebody("Ali")
    idea(made, author)
    zoe, ali, base = browser(author), browser(other), f"/budgets/{made.slug}/proposals/1/"
    words = {
        "title": "Des bancs",
        "summary": "Pour s’asseoir à l’ombre.",
        "text": TEXT + " Et une fontaine.",
        "reason": "On a soif",
    }
    assert ali.post(base + "amendments/", {**words, "text": TEXT}).status_code == 422
    assert ali.post(base + "amendments/", words).status_code == 302
    answer = f"{base}amendments/{Amendment.objects.get().pk}/"
    assert "fontaine" in page(Client().get(answer)) and "<ins>" in page(Client().get(answer))
    assert ali.post(answer + "answer/", {"accepted": "1", "seen": "1"}).status_code == 403
    assert zoe.post(answer + "answer/", {"refused": "1", "seen": "1"}).status_code == 422
    assert zoe.post(answer + "answer/", {"accepted": "1", "seen": "1"}).status_code == 302
    told = page(Client().get(base + "versions/"))
    assert "avec les mots de Ali" in told and "Zoé" in told
    assert "fontaine" in page(Client().get(base))


def test_the_list_keeps_its_filters_in_the_address(client: Client) -> None:
    made, author = edition(), somebody("Zoé")
    for n in range(30):
        idea(made, author, f"Idée {n} du square")
    base = f"/budgets/{made.slug}/proposals/"
    assert "1 à 24 sur 30" in page(client.get(base)) and "25 à 30 sur 30" in page(client.get(base + "?page=2"))
    titles = lambda text: re.findall(r"Idée \d+ du square", text)  # noqa: E731
    seen = {*titles(page(client.get(base))), *titles(page(client.get(base + "?page=2")))}
    assert len(seen) == 30
    assert "Idée 29" in titles(page(client.get(base + "?sort=new")))[0]
    assert "Aucune proposition ne répond" in page(client.get(base + "?q=introuvable"))
    assert set(titles(page(client.get(base + "?q=SQUÂRE+7&view=table")))) == {"Idée 7 du square"}
    assert len(set(titles(page(client.get(base + "?q=arbres"))))) == 24  # said in the text
    part = client.get(base + "?q=square", headers={"HX-Request": "true"})
    assert part.content.strip().startswith(b'<div id="results"')
    for odd in (
        "?page=x",
        "?page=999",
        "?sort=no",
        "?status=no&district=%00",
        "?q=%00",
        "?category=a'b",
        "similar/?title=%00%00%00%00%00%00%00",
        "names/?place=%00",
    ):
        assert client.get(base + odd).status_code == 200, odd


def test_other_pages_say_that_there_are_proposals(client: Client) -> None:
    made = edition()
    idea(made, somebody("Zoé"))
    assert f"/budgets/{made.slug}/proposals/panel/" in page(client.get(f"/budgets/{made.slug}/"))
    assert [call.action for call in home.calls(None)] == ["Proposer une idée"]
    assert [news.title for news in home.news(5)] == ["Idée proposée : Des bancs"]
    part = client.get(f"/budgets/{made.slug}/proposals/panel/", headers={"HX-Request": "true"})
    assert "Lire la proposition" in page(part) and "<html" not in page(part)
    assert 'aria-current="true"' in page(client.get(f"/budgets/{made.slug}/proposals/"))


def test_a_picture_is_kept_when_the_form_comes_back(settings: Any, tmp_path: Any) -> None:
    import io

    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    settings.MEDIA_ROOT = tmp_path
    made, zoe = edition(), browser(somebody("Zoé"))
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "green").save(out, "PNG")
    new = f"/budgets/{made.slug}/proposals/new/"
    sent = {**WORDS, "picture": SimpleUploadedFile("a.png", out.getvalue(), "image/png")}
    refused = zoe.post(new, sent)
    assert refused.status_code == 422 and "écouteront" in page(refused) and "est gardée" in page(refused)
    kept = re.search(r'name="kept" value="([^"]+)"', page(refused))[1]
    assert zoe.post(new, {**WORDS, "kept": kept + "x", "alt": "Un banc"}).status_code == 302
    assert not Proposal.objects.get().picture
    assert (
        zoe.post(
            new, {**WORDS, "title": "Un kiosque rond", "kept": kept, "alt": "Un banc", "different": "1"}
        ).status_code
        == 302
    )
    assert Proposal.objects.get(number=2).picture
    fake = {**WORDS, "title": "Autre chose", "alt": "x", "picture": SimpleUploadedFile("a.png", b"no picture")}
    assert "image lisible" in page(zoe.post(new, fake))
    assert actions.forget_kept() == 0
