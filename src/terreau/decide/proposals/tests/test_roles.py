"""Who may do what to a proposal: visitor, member, author, agent, moderator, whoever studies."""

import pytest
from django.test import Client

from terreau.decide.proposals.models import Authorship, Merge, Proposal
from terreau.decide.proposals.tests.ideas import browser, dictated, edition, idea, move, page, somebody, tasked
from terreau.know.territory.tests.people import signed_in

pytestmark = pytest.mark.django_db
WORDS = {"title": "Des bancs sur le quai", "summary": "Pour s’asseoir.", "text": "Il manque de quoi s’asseoir."}


def test_a_visitor_reads_all_and_writes_nothing(client: Client) -> None:
    made = edition()
    one = idea(made, somebody("Zoé"))
    base = f"/budgets/{made.slug}/proposals/"
    for path in (
        "",
        "1/",
        "1/versions/",
        "feed",
        "proposals.csv",
        "similar/?title=Des+bancs",
        "names/?carrier=a",
        "panel/",
    ):
        assert client.get(base + path).status_code == 200, path
    assert client.get(base + "new/").status_code == 403
    posts = (
        "new/", "dictated/", "1/form/", "1/support/", "1/support/end/", "1/authors/", "1/authors/leaving/", "1/invitations/",
        "1/amendments/", "1/merge/", "1/withdrawal/", "1/concealment/", "1/revealing/",
    )  # fmt: skip
    sent = {**WORDS, "reason": "r", "into": "1"}
    for path in posts:
        assert client.post(base + path, sent).status_code in (403, 409), path
    one.refresh_from_db()
    assert (one.status, one.version, one.supports, Proposal.objects.count()) == ("open", 1, 0, 1)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("member", set()), ("author", {"form/", "withdrawal/", "invitations/"}), ("moderator", {"concealment/"}),
        ("administrator", {"concealment/"}), ("agent", set()), ("study", {"merge/"}), ("desk", set()),
    ],
)  # fmt: skip
def test_each_role_does_its_part_and_no_more(who: str, allowed: set[str]) -> None:
    made = edition()
    author = somebody("Zoé")
    idea(made, author)
    idea(made, somebody("Ali"), "Un marché")
    person = author if who == "author" else tasked(made, "Eve", who) if who in ("study", "desk") else None
    client = Client()
    if person is None:
        signed_in(client, *([who] if who != "member" else []))
    else:
        client = browser(person)
    sent = {**WORDS, "seen": "1", "reason": "Parce que", "into": "2"}
    for path in ("form/", "invitations/", "concealment/", "withdrawal/", "merge/"):
        if (path == "withdrawal/" and who != "author") or path not in ("withdrawal/",):
            got = client.post(f"/budgets/{made.slug}/proposals/1/{path}", sent).status_code
            if who == "author" and path == "merge/":
                assert got == 302 and Merge.objects.get().accepted_at is None
                continue
            assert (got < 400) is (path in allowed), (path, got)


@pytest.mark.parametrize(
    ("who", "status"),
    [("member", 403), ("moderator", 403), ("agent", 200), ("desk", 200), ("study", 200), ("settle", 403)],
)
def test_only_town_hall_writes_for_somebody_else(who: str, status: int) -> None:
    made = edition()
    client = Client()
    if who in ("desk", "study", "settle"):
        person = tasked(made, "Eve", who)
        person.grants.update(role="connector")
        client = browser(person)
    else:
        signed_in(client, *([who] if who != "member" else []))
    assert client.get(f"/budgets/{made.slug}/proposals/dictated/").status_code == status


def test_a_dictated_proposal_shows_neither_contact_nor_hidden_name(client: Client) -> None:
    made, eve = edition(), somebody("Eve", "agent")
    office = browser(eve)
    sent = {**WORDS, "for-name": "Odette Vasseur", "for-contact": "03 00 00 12", "for-reason": "Par téléphone"}
    assert office.post(f"/budgets/{made.slug}/proposals/dictated/", {**sent, "for-reason": ""}).status_code == 422
    assert office.post(f"/budgets/{made.slug}/proposals/dictated/", sent).status_code == 302
    base = f"/budgets/{made.slug}/proposals/"
    public = "".join(
        page(client.get(base + path)) for path in ("", "?view=table", "1/", "1/versions/", "feed", "panel/")
    )
    public += b"".join(client.get(base + "proposals.csv").streaming_content).decode()
    public += page(client.get("/audit/"))
    public += b"".join(client.get("/audit/events.csv").streaming_content).decode()
    assert "Une personne sans internet" in public and "Par téléphone" in public
    assert "Odette" not in public and "03 00 00 12" not in public
    assert "03 00 00 12" in page(office.get(base + "1/"))
    own = office.get("/account/my-data/").content.decode()
    assert "Odette" not in own and "03 00 00 12" not in own and "Par téléphone" in own
    assert not Authorship.objects.exists()
    moderator = Client()
    signed_in(moderator, "moderator")
    assert "03 00 00 12" not in page(moderator.get(base + "1/"))


def test_an_agent_never_becomes_author_of_what_they_typed() -> None:
    made, eve = edition(), somebody("Eve", "agent")
    one = dictated(made, eve)
    office = browser(eve)
    base = f"/budgets/{made.slug}/proposals/{one.number}/"
    assert office.post(base + "authors/").status_code == 403
    office.post(base + "support/", {"join": "1"})
    assert not Authorship.objects.exists()


def test_a_hidden_proposal_says_why_and_nothing_else(client: Client) -> None:
    made, author = edition(), somebody("Zoé")
    idea(made, author, "Une insulte")
    moderator, other = Client(), Client()
    signed_in(moderator, "moderator")
    signed_in(other, "moderator", email="other@essai.example")
    base = f"/budgets/{made.slug}/proposals/"
    assert moderator.post(base + "1/concealment/", {"reason": ""}).status_code == 422
    assert moderator.post(base + "1/concealment/", {"reason": "Point 3 de la charte"}).status_code == 302
    gone = client.get(base + "1/")
    assert gone.status_code == 403 and "Point 3 de la charte" in page(gone) and "Une insulte" not in page(gone)
    for path in ("", "?q=insulte", "?view=table", "feed", "panel/", "similar/?title=Une+insulte"):
        assert "Une insulte" not in page(client.get(base + path)), path
    assert b"insulte" not in b"".join(client.get(base + "proposals.csv").streaming_content)
    assert "Une insulte" not in page(client.get("/audit/")) + page(client.get("/"))
    assert client.get(base + "1/versions/").status_code == 403
    assert "Une insulte" in page(browser(author).get(base + "1/"))
    assert moderator.post(base + "1/revealing/").status_code == 403
    assert other.post(base + "1/revealing/").status_code == 302
    assert client.get(base + "1/").status_code == 200


def test_outside_its_time_nothing_is_taken(client: Client) -> None:
    made, author = edition(), somebody("Zoé")
    idea(made, author)
    move(made, "vote")
    zoe, base = browser(author), f"/budgets/{made.slug}/proposals/"
    for path in ("new/", "1/form/", "1/support/", "1/amendments/", "1/invitations/"):
        assert zoe.post(base + path, {**WORDS, "seen": "1", "reason": "r"}).status_code == 403, path
    assert zoe.post(base + "1/withdrawal/", {"reason": "r"}).status_code == 422  # refused, and her reason kept
    assert Proposal.objects.get().status == "open"
    assert "Proposer une idée" not in page(client.get(base)).split("<main")[1].split("results")[0].replace(
        "page-head", ""
    )


def test_an_edition_that_is_not_shown_hides_its_proposals(client: Client) -> None:
    made = edition(shown=False)
    for path in ("", "feed", "proposals.csv", "new/", "similar/", "panel/"):
        assert client.get(f"/budgets/{made.slug}/proposals/{path}").status_code == 403
    assert client.get("/budgets/nowhere/proposals/").status_code == 404
