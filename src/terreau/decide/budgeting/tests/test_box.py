"""The ballot box: one person one ballot by every channel, rules that freeze, and nothing kept that says who chose what."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.actions import Identity
from terreau.decide.budgeting.models import Attendance, Edition, Letter, Opening, Phase, Project, Slip
from terreau.decide.budgeting.tests.editions import close, draft, edition, letters, person, vote
from terreau.lib.errors import Refused
from terreau.trust.audit.models import Event
from terreau.trust.people import actions as people
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_edition() -> Edition:
    return edition()


@pytest.fixture
def neighbour() -> Person:
    return people.create_person(email="zoe@essai.example", name="Zoé", by=None)


def refused(statement: str, *values: object) -> str:
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(caught.value)


def test_a_ballot_falls_in_the_box_and_its_voter_is_on_the_list(open_edition: Edition) -> None:
    (code,) = letters(open_edition, 1)
    receipt = vote(open_edition, person(code), 1, 3)
    assert queries.balance(open_edition) == queries.Balance(1, 1, 0)
    assert Slip.objects.get().numbers == [1, 3]
    found = queries.ballot_of(open_edition, receipt.code)
    assert found and found.waiting and [project.number for project, _value in found.projects] == [1, 3]


def test_the_same_ballot_sent_twice_is_one_and_gives_the_same_receipt(open_edition: Edition) -> None:
    (code,) = letters(open_edition, 1)
    first = vote(open_edition, person(code), 1, nonce="n")
    again = vote(open_edition, person(code), 1, nonce="n")
    assert (first.code, again.again) == (again.code, True)
    assert queries.balance(open_edition).ballots == 1


def test_nobody_votes_twice_by_whatever_channel(open_edition: Edition, neighbour: Person) -> None:
    one, other = letters(open_edition, 2)
    civil = {"family": "Dupont", "given": "Zoé", "born": date(1980, 2, 3)}
    vote(open_edition, person(one, **civil), 1)
    account = Identity(account=neighbour, **civil)
    for identity in (person(other, family="DUPONT", given="Zoe", born=date(1980, 2, 3)), account, person(one, 2)):
        with pytest.raises(Refused, match="chacun vote une fois"):
            vote(open_edition, identity, 2)
    with pytest.raises(Refused, match="a déjà voté"):
        actions.give_pass(edition=open_edition, by=None, **civil)
    assert queries.balance(open_edition) == queries.Balance(1, 1, 0)


def test_an_account_votes_once_even_under_another_name(open_edition: Edition, neighbour: Person) -> None:
    vote(open_edition, Identity(neighbour, family="Dupont", given="Zoé", born=date(1980, 2, 3)), 1)
    with pytest.raises(Refused, match="chacun vote une fois"):
        vote(open_edition, Identity(neighbour, family="Martin", given="Zoé", born=date(1980, 2, 3)), 1)


def test_a_pass_from_the_desk_needs_no_name_again_and_is_given_once(open_edition: Edition) -> None:
    civil = {"family": "Morel", "given": "Jeanne", "born": date(1940, 5, 6)}
    code = actions.give_pass(edition=open_edition, by=None, **civil)
    with pytest.raises(Refused, match="déjà reçu un code"):
        actions.give_pass(edition=open_edition, by=None, **civil)
    vote(open_edition, Identity(code=code), 2)
    assert Attendance.objects.get().channel == "desk"
    assert "Morel" not in str(list(Letter.objects.values()) + list(Attendance.objects.values()))


@pytest.mark.parametrize(
    ("identity", "said"),
    [
        (Identity(), "Dites qui vote"),
        (Identity(code="AAAA-BBBB-CCCC"), "pas de cette édition"),
        (person("CODE", family=""), "votre nom"),
        (person("CODE", born=date(2020, 1, 1)), "à partir de 16 ans"),
    ],
)
def test_whoever_has_no_right_is_told_why(open_edition: Edition, identity: Identity, said: str) -> None:
    (code,) = letters(open_edition, 1)
    if identity.code == "CODE":
        identity = Identity(code=code, family=identity.family, given=identity.given, born=identity.born)
    with pytest.raises(Refused, match=said):
        vote(open_edition, identity, 1)
    assert queries.balance(open_edition).ballots == 0


def test_revoked_letters_open_nothing(open_edition: Edition) -> None:
    batch, printed = actions.print_letters(edition=open_edition, label="Lot", count=2, by=None)
    actions.revoke_letter(letter=batch.letters.get(number=1), by=None)
    with pytest.raises(Refused, match="retiré"):
        vote(open_edition, person(printed[0].code), 1)
    actions.revoke_batch(batch=batch, by=None)
    with pytest.raises(Refused, match="retiré"):
        vote(open_edition, person(printed[1].code), 1)


def test_a_code_of_another_edition_opens_nothing(open_edition: Edition) -> None:
    other = edition(name="Autre")
    (code,) = letters(other, 1)
    with pytest.raises(Refused, match="pas de cette édition"):
        vote(open_edition, person(code), 1)


def test_a_ballot_is_replaced_by_its_code_and_only_the_last_counts(open_edition: Edition) -> None:
    (code,) = letters(open_edition, 1)
    first = vote(open_edition, person(code), 1)
    second = actions.replace_ballot(edition=open_edition, choices={2: 1}, code=first.code.lower(), nonce="second")
    again = actions.replace_ballot(edition=open_edition, choices={2: 1}, code=first.code, nonce="second")
    assert again.again and again.code == second.code
    with pytest.raises(Refused, match="déjà été remplacé"):
        actions.replace_ballot(edition=open_edition, choices={3: 1}, code=first.code, nonce="third")
    with pytest.raises(Refused, match="Aucun bulletin"):
        actions.replace_ballot(edition=open_edition, choices={3: 1}, code="CHENE 00 LUNE 00 LUNE", nonce="fourth")
    found = queries.balance(open_edition)
    assert (found.voters, found.ballots, found.replaced, found.counted) == (1, 2, 1, 1) and found.holds


def test_where_ballots_stay_as_they_are_none_is_replaced() -> None:
    firm = edition(can_replace=False)
    receipt = vote(firm, person(letters(firm, 1)[0]), 1)
    with pytest.raises(Refused, match="ne se remplace pas"):
        actions.replace_ballot(edition=firm, choices={2: 1}, code=receipt.code, nonce="n")


@pytest.mark.parametrize(("opens", "closes"), [(1, 2), (-2, -1)])
def test_before_and_after_its_dates_the_box_is_shut(opens: float, closes: float) -> None:
    shut = edition(opens=opens, closes=closes)
    (code,) = letters(shut, 1)
    with pytest.raises(Refused, match="pas ouvert"):
        vote(shut, person(code), 1)
    assert not Attendance.objects.exists()


def test_the_database_shuts_the_box_by_its_own_clock(open_edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site whose clock was turned back still cannot take a ballot after the close."""
    first, second = letters(open_edition, 2)
    vote(open_edition, person(first), 1)
    closed = close(open_edition)
    monkeypatch.setattr("terreau.decide.budgeting.actions.voting.is_on", lambda *_args: True)
    with pytest.raises(Refused, match="a refusé"):
        vote(closed, person(second, 2), 1)
    assert queries.balance(closed) == queries.Balance(1, 1, 0)


def test_what_was_voted_on_freezes_when_the_vote_opens(open_edition: Edition) -> None:
    before = Edition.objects.values().get()
    actions.open_vote(edition=open_edition)
    with pytest.raises(Refused, match="ne changent plus"):
        actions.change_edition(edition=open_edition, draft=draft(budget=Decimal(70_000)), by=None)
    with pytest.raises(Refused, match="ne changent plus"):
        actions.add_project(edition=open_edition, values={"title": "De plus", "cost": 5}, by=None)
    project = open_edition.projects.get(number=1)
    with pytest.raises(Refused, match="ne changent plus"):
        actions.change_project(project=project, values={"cost": Decimal(1)}, by=None)
    with pytest.raises(Refused, match="ne changent plus"):
        actions.remove_project(project=project, by=None)
    for statement in (
        "UPDATE budgeting_edition SET rule = 'version = 1'", "UPDATE budgeting_edition SET min_choices = 2",
        "UPDATE budgeting_project SET cost = 1 WHERE number = 1", "DELETE FROM budgeting_project WHERE number = 1",
        "UPDATE budgeting_phase SET closes_at = closes_at + interval '1 day' WHERE kind = 'vote'",
        "DELETE FROM budgeting_phase WHERE kind = 'vote'", "DELETE FROM budgeting_opening",
    ):  # fmt: skip
        assert "frozen" in (said := refused(statement)) or "append-only" in said
    assert Edition.objects.values().get() == before
    actions.change_project(project=Project.objects.get(pk=project.pk), values={"description": "Plus clair."}, by=None)
    assert Opening.objects.get().rule_sha256 == actions.open_vote(edition=open_edition).rule_sha256


def test_raw_sql_obeys_too(open_edition: Edition) -> None:
    receipt = vote(open_edition, person(letters(open_edition, 1)[0]), 1)
    assert receipt.code
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in ("attendance", "slip", "ballot", "replacement"):
        assert "append-only" in refused(f"DELETE FROM budgeting_{table}")
    assert "append-only" in refused("UPDATE budgeting_slip SET numbers = '{2}'")
    assert "append-only" in refused("TRUNCATE budgeting_attendance")
    assert "slips leave only" in refused("TRUNCATE budgeting_slip")
    stuffed = "INSERT INTO budgeting_{} (id, edition_id, numbers, values, tracking) VALUES (gen_random_uuid(), %s, '{{1}}', '{{1}}', 'x')"
    assert "without a voter" in refused(stuffed.format("slip"), open_edition.pk)
    assert "by mixing only" in refused(stuffed.format("ballot"), open_edition.pk)


@pytest.mark.parametrize(
    ("kind", "more", "numbers", "values"),
    [
        ("approval", {}, [1, 9], [1, 1]), ("approval", {}, [], []), ("approval", {}, [1, 1], [1, 1]),
        ("approval", {}, [1], [2]), ("approval", {}, [1], [1, 1]), ("approval", {"max_choices": 1}, [1, 2], [1, 1]),
        ("basket", {}, [1, 5], [1, 1]), ("points", {"points": 5}, [1, 2], [3, 3]), ("points", {"points": 5}, [1], [0]),
        ("ranking", {}, [1, 2], [1, 3]), ("ranking", {}, [1, 2], [1, 1]),
    ],
)  # fmt: skip
def test_the_database_refuses_a_ballot_against_the_rules(
    kind: str, more: dict[str, int], numbers: list[int], values: list[int]
) -> None:
    made = edition(ballot_kind=kind, **more)
    actions.open_vote(edition=made)
    with pytest.raises(DatabaseError, match="does not follow the rules"), transaction.atomic():
        Attendance.objects.create(edition=made, voter="v", proof="p", channel="letter", day=timezone.localdate())
        Slip.objects.create(edition=made, numbers=numbers, values=values, tracking="t")
    assert not Attendance.objects.exists()


def test_equal_identity_is_demanded_where_channels_are_several() -> None:
    with pytest.raises(DatabaseError, match="one_identity"), transaction.atomic():
        edition(asks_civil=False)


def test_a_vote_writes_no_event_that_would_tell_its_hour(open_edition: Edition) -> None:
    (code,) = letters(open_edition, 1)
    actions.open_vote(edition=open_edition)
    before = Event.objects.count()
    vote(open_edition, person(code), 1)
    assert Event.objects.count() == before


def test_a_project_dearer_than_the_budget_is_refused(open_edition: Edition) -> None:
    with pytest.raises(Refused, match="jamais être retenu"):
        actions.add_project(edition=open_edition, values={"title": "Trop", "cost": Decimal(60_001)}, by=None)


def test_votes_open_by_the_calendar_alone() -> None:
    due, later, unseen = edition(), edition(opens=1, closes=2, name="Plus tard"), edition(shown=False, name="Caché")
    assert actions.open_due() == 1
    assert list(Opening.objects.values_list("edition", flat=True)) == [due.pk]
    assert actions.open_due() == 0
    assert {later.pk, unseen.pk}.isdisjoint(Opening.objects.values_list("edition", flat=True))
    assert Phase.objects.filter(opens_at__lt=timezone.now() - timedelta(hours=1), kind="vote").count() == 2


def crowd(made: Edition, count: int) -> list[tuple[int, ...]]:
    """So many people, each known by a ballot of its own among them all; what they chose, in the order in which they came."""
    codes = letters(made, count)
    chosen = [tuple(n for n in range(1, 6) if rank + 1 & 1 << n - 1) for rank in range(count)]
    for rank, numbers in enumerate(chosen):
        vote(made, person(codes[rank], rank), *numbers)
    return chosen


def system_columns(table: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT xmin::text, ctid::text, * FROM budgeting_{table} ORDER BY ctid")
        return cursor.fetchall()
