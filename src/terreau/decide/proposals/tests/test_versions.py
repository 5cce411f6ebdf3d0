"""How the words of a proposal change: versions kept, two writers, amendments late or not."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from terreau.decide.proposals import actions, queries
from terreau.decide.proposals.models import Amendment, Proposal, Version
from terreau.decide.proposals.tests.ideas import TEXT, dictated, edition, idea, move, somebody
from terreau.lib.errors import NotAllowed, Refused
from terreau.trust.audit.models import Event
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db
Cast = tuple[Proposal, Person, Person]


@pytest.fixture
def cast() -> Cast:
    author = somebody("Zoé")
    return idea(edition(), author), author, somebody("Ali")


def words(proposal: Proposal, **changed: str) -> dict[str, str]:
    return {name: getattr(proposal, name) for name in ("title", "summary", "text")} | changed


def test_each_change_is_a_version_and_one_event(cast: Cast) -> None:
    one, zoe, _ali = cast
    before = Event.objects.count()
    one = actions.change(proposal=one, values={"text": "Autre texte."}, by=zoe, seen=1, note="Plus court")
    assert Event.objects.count() == before + 1
    assert [(v.number, v.text, v.made_by) for v in one.versions.order_by("number")] == [
        (1, TEXT, zoe),
        (2, "Autre texte.", zoe),
    ]
    one = actions.change(proposal=one, values={"rough_cost": Decimal(900)}, by=zoe, seen=2)
    assert one.versions.count() == 3


def test_saving_without_a_change_makes_no_version(cast: Cast) -> None:
    one, zoe, _ali = cast
    spaced = words(one, title=" Des  bancs ", text=TEXT.replace("\n", "\r\n"))
    assert actions.change(proposal=one, values=spaced, by=zoe, seen=1).version == 1
    assert Version.objects.count() == 1 and not Event.objects.filter(name="proposals.proposal_changed").exists()


def test_words_that_no_feed_can_hold_are_cleaned() -> None:
    one = idea(edition(), somebody("Zoé"), "Des\x01 bancs\x0b\nbleus", text="Un\x00\x08 banc\uffff.\r\nDeux.")
    assert (one.title, one.text) == ("Des bancs bleus", "Un banc.\nDeux.")


def test_a_second_writer_is_refused_and_nothing_is_written(cast: Cast) -> None:
    one, zoe, _ali = cast
    actions.change(proposal=one, values={"text": "Premier."}, by=zoe, seen=1)
    with pytest.raises(Refused, match="entre-temps"):
        actions.change(proposal=one, values={"text": "Second."}, by=zoe, seen=1)
    assert Proposal.objects.get().text == "Premier." and Version.objects.count() == 2


def test_an_amendment_becomes_a_version_that_credits_both(cast: Cast) -> None:
    one, zoe, ali = cast
    asked = actions.amend(proposal=one, **words(one, text=TEXT + "\n\nUne fontaine."), reason="La soif", by=ali)
    actions.answer_amendment(amendment=asked, accepted=True, answer="", by=zoe, seen=1)
    made = Version.objects.get(number=2)
    assert (made.made_by, made.amendment.made_by, made.note) == (zoe, ali, "La soif")
    with pytest.raises(Refused, match="déjà sa réponse"):
        actions.answer_amendment(amendment=asked, accepted=True, answer="", by=zoe, seen=2)
    assert Version.objects.count() == 2


def test_a_late_amendment_keeps_what_changed_since(cast: Cast) -> None:
    """Accepting the third paragraph undoes neither the newer title nor the newer first paragraph."""
    one, zoe, ali = cast
    asked = actions.amend(
        proposal=one, **words(one, text=TEXT.replace("Un arbre", "Deux arbres")), reason="Ombre", by=ali
    )
    newer = {"title": "Trois bancs", "text": TEXT.replace("nulle part", "pas d’endroit")}
    actions.change(proposal=one, values=newer, by=zoe, seen=1)
    shown = queries.asked(Amendment.objects.select_related("proposal").get())
    assert shown.late and shown.clean
    actions.answer_amendment(amendment=asked, accepted=True, answer="", by=zoe, seen=2)
    now = Proposal.objects.get()
    assert now.title == "Trois bancs" and "pas d’endroit" in now.text and "Deux arbres" in now.text


def test_an_amendment_of_the_same_words_is_put_together_by_hand(cast: Cast) -> None:
    one, zoe, ali = cast
    asked = actions.amend(proposal=one, **words(one, title="Des bancs verts"), reason="Vert", by=ali)
    actions.change(proposal=one, values={"title": "Des bancs bleus"}, by=zoe, seen=1)
    assert list(queries.asked(Amendment.objects.select_related("proposal").get()).clash) == ["title"]
    with pytest.raises(Refused, match="les deux ensemble"):
        actions.answer_amendment(amendment=asked, accepted=True, answer="", by=zoe, seen=2)
    assert Amendment.objects.get().outcome == "" and Proposal.objects.get().title == "Des bancs bleus"
    both = words(Proposal.objects.get(), title="Des bancs bleus et verts")
    actions.answer_amendment(amendment=asked, accepted=True, answer="", by=zoe, words=both, seen=2)
    assert Proposal.objects.get().title == "Des bancs bleus et verts"


def test_an_answer_given_on_old_words_is_refused(cast: Cast) -> None:
    one, zoe, ali = cast
    asked = actions.amend(proposal=one, **words(one, summary="Autre phrase."), reason="Clair", by=ali)
    actions.change(proposal=one, values={"text": "Neuf."}, by=zoe, seen=1)
    with pytest.raises(Refused, match="entre-temps"):
        actions.answer_amendment(amendment=asked, accepted=True, answer="", by=zoe, seen=1)
    assert Amendment.objects.get().outcome == ""


def test_a_refusal_says_why_and_only_authors_answer(cast: Cast) -> None:
    one, zoe, ali = cast
    asked = actions.amend(proposal=one, **words(one, title="Autre"), reason="Bref", by=ali)
    assert actions.amend(proposal=one, **words(one, title="Autre"), reason="Bref", by=ali) == asked
    with pytest.raises(NotAllowed):
        actions.answer_amendment(amendment=asked, accepted=True, answer="", by=ali, seen=1)
    with pytest.raises(Refused, match="Dites pourquoi"):
        actions.answer_amendment(amendment=asked, accepted=False, answer=" ", by=zoe)
    actions.answer_amendment(amendment=asked, accepted=False, answer="Trop court", by=zoe)
    assert Amendment.objects.get().outcome == "refused" and Proposal.objects.get().version == 1


def test_an_agent_answers_for_whom_they_wrote_but_not_their_own_amendment() -> None:
    made, eve, bob = edition(), somebody("Eve", "agent"), somebody("Bob", "agent")
    one = dictated(made, eve)
    asked = actions.amend(proposal=one, **words(one, title="Un beau lavoir"), reason="Beau", by=eve)
    with pytest.raises(NotAllowed):
        actions.answer_amendment(amendment=asked, accepted=True, answer="", by=eve, seen=1)
    actions.answer_amendment(amendment=asked, accepted=True, answer="", by=bob, seen=1)
    assert Version.objects.get(number=1).made_by is None


@pytest.mark.parametrize("now", ["study", "vote", "before"])
def test_outside_the_time_to_talk_no_word_changes(cast: Cast, now: str) -> None:
    one, zoe, ali = cast
    move(one.edition, now)
    for act in (
        lambda: actions.change(proposal=one, values={"text": "x"}, by=zoe, seen=1),
        lambda: actions.amend(proposal=one, **words(one, title="x"), reason="r", by=ali),
        lambda: actions.support(proposal=one, by=ali),
        lambda: actions.invite(proposal=one, by=zoe),
        lambda: actions.ask_to_join(proposal=one, by=ali),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE proposals_version SET text = 'autre'",
        "UPDATE proposals_version SET made_by_id = (SELECT max(id) FROM people_person)",
        "DELETE FROM proposals_version",
        "UPDATE proposals_proposal SET rough_cost = -1",
        "UPDATE proposals_proposal SET lon = 2, lat = NULL",
        "UPDATE proposals_proposal SET picture = 'a.webp', alt = ''",
        "INSERT INTO proposals_proposal SELECT (jsonb_populate_record(p, '{\"id\": 99999}')).* FROM proposals_proposal p",
        "INSERT INTO proposals_support (proposal_id, person_id, told) SELECT proposal_id, person_id, told FROM proposals_support",
        "INSERT INTO proposals_authorship (proposal_id, person_id) SELECT proposal_id, person_id FROM proposals_authorship",
        "INSERT INTO proposals_merge (proposal_id, into_id, reason) SELECT id, id, 'r' FROM proposals_proposal",
        "UPDATE proposals_amendment SET outcome = 'accepted'",
        "UPDATE proposals_amendment SET outcome = 'refused', decided_at = now(), answer = ''",
        "INSERT INTO proposals_concealment (proposal_id, reason) SELECT id, g::text FROM proposals_proposal, generate_series(1, 2) g",
    ],
)
def test_the_database_refuses_what_the_actions_refuse(cast: Cast, statement: str) -> None:
    one, _zoe, ali = cast
    actions.support(proposal=one, by=ali)
    actions.amend(proposal=one, **words(one, title="Autre"), reason="Bref", by=ali)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
