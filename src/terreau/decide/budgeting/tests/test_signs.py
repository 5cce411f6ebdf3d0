"""Signs: people see what is unusual and why it may be honest; nothing finer than a day is kept of anybody."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.enums import Counted
from terreau.decide.budgeting.models import Attendance, Edition, Look, Pace, Tally
from terreau.decide.budgeting.rules import SIGNS
from terreau.decide.budgeting.small_groups import SMALL
from terreau.decide.budgeting.tests.editions import edition, letters
from terreau.decide.budgeting.tests.test_pages import CIVIL, holding, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Edition:
    return edition(channels=["letter", "desk", "paper"])


def tallied(made: Edition, kind: Counted, times: int, **more: object) -> None:
    for _once in range(times):
        actions.tally(edition=made, kind=kind, **more)


def attended(made: Edition, channel: str, count: int, days_ago: int = 0) -> None:
    actions.open_vote(edition=made)
    day, start = timezone.localdate() - timedelta(days=days_ago), Attendance.objects.count()
    Attendance.objects.bulk_create(
        Attendance(edition=made, voter=f"v{n}", proof=f"p{n}", channel=channel, day=day)
        for n in range(start, start + count)
    )


def keys(made: Edition) -> list[str]:
    return [sign.key.split(":")[0] for sign in queries.signs(made)]


def test_many_codes_from_one_network_are_a_sign_and_few_are_not(made: Edition) -> None:
    tallied(made, Counted.USED, SIGNS["used"] - 1, address="192.0.2.7")
    tallied(made, Counted.USED, SIGNS["used"] - 1, address="198.51.100.9")
    assert keys(made) == []
    tallied(made, Counted.USED, 1, address="192.0.2.7")
    (sign,) = queries.signs(made)
    assert f"{SIGNS['used']} codes ont voté depuis un même réseau" in sign.said and "médiathèque" in sign.honest
    assert "192.0.2.7" not in str(list(Tally.objects.values())) + sign.key


def test_an_address_has_another_mark_each_day_and_an_ipv6_subscriber_has_one(
    made: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    tallied(made, Counted.WRONG, 1, address="2001:db8:1:2::1")
    tallied(made, Counted.WRONG, 1, address="2001:db8:1:2:ffff::9")
    assert Tally.objects.get().count == 2
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr("terreau.decide.budgeting.actions.tallying.timezone.localdate", lambda: tomorrow)
    tallied(made, Counted.WRONG, 1, address="2001:db8:1:2::1")
    assert len(set(Tally.objects.values_list("place", flat=True))) == 2


def test_votes_at_a_kiosk_are_no_network(made: Edition) -> None:
    kiosk = actions.open_kiosk(edition=made, place="Lycée", hours=4, by=None)
    tallied(made, Counted.USED, 40, address="192.0.2.7", kiosk=kiosk)
    assert keys(made) == [] and Tally.objects.get().place == ""


def test_each_kind_of_sign_is_said_in_a_sentence(client: Client, made: Edition) -> None:
    agent = holding(client, made, "desk")
    tallied(made, Counted.WRONG, SIGNS["wrong"], address="192.0.2.7")
    tallied(made, Counted.REVOKED, SIGNS["revoked"], address="192.0.2.8")
    tallied(made, Counted.PASS, SIGNS["pass"], agent=agent)
    tallied(made, Counted.CALL, SIGNS["call"], agent=agent)
    Pace.objects.create(edition=made, day=timezone.localdate(), channel="letter", most=SIGNS["burst"])
    actions.seal_envelope(edition=made, label="Accueil", seal="A, B", sheets=2, by=None)
    assert sorted(keys(made)) == ["burst", "call", "pass", "revoked", "sheets", "wrong"]
    assert any(str(agent) in sign.said for sign in queries.signs(made))


def test_people_without_ballots_are_a_sign(made: Edition) -> None:
    attended(made, "letter", 1)
    assert keys(made) == ["balance"]


@pytest.mark.django_db(transaction=True)
def test_quiet_networks_are_thrown_away_at_night_and_all_of_them_after_objections(made: Edition) -> None:
    tallied(made, Counted.USED, SMALL - 1, address="192.0.2.1")
    tallied(made, Counted.USED, SMALL, address="192.0.2.2")
    actions.stir_tallies()
    assert Tally.objects.count() == 2
    Tally.objects.update(day=timezone.localdate() - timedelta(days=1))
    actions.stir_tallies()
    assert Tally.objects.get().count == SMALL


def test_the_busiest_ten_minutes_are_kept_and_their_hour_only_of_a_crowd() -> None:
    made = edition(opens=-0.005)
    attended(made, "letter", 12)
    actions.measure_pace()
    attended(made, "letter", 5)
    actions.measure_pace()
    row = Pace.objects.get()
    assert (row.most, row.seen, row.busiest) == (12, 17, None)
    attended(made, "letter", 31)
    actions.measure_pace()
    row.refresh_from_db()
    assert row.most == 31 and row.busiest and row.busiest.second == 0 and row.busiest.minute % 10 == 0
    Pace.objects.update(day=timezone.localdate() - timedelta(days=1))
    actions.measure_pace()
    assert Pace.objects.get(day=timezone.localdate()).most == 0


def test_a_vote_that_was_open_before_anybody_looked_is_no_burst(made: Edition) -> None:
    attended(made, "letter", 90)
    actions.measure_pace()
    assert (Pace.objects.get().seen, Pace.objects.get().most) == (90, 0)


def test_a_look_is_kept_with_its_words(client: Client, made: Edition) -> None:
    watcher = holding(client, made, "publish")
    tallied(made, Counted.REVOKED, SIGNS["revoked"], address="192.0.2.8")
    shown = page(client.get(f"/budgets/{made.slug}/signs/"))
    assert "codes retirés ont été tapés" in shown and "Peut-être simplement" in shown
    key = queries.signs(made)[0].key
    sent = {"sign": key, "note": "Le lot de la Gare, refait le 3 mars."}
    assert client.post(f"/budgets/{made.slug}/signs/looks/", sent).status_code == 302
    assert client.post(f"/budgets/{made.slug}/signs/looks/", sent).status_code == 302
    assert client.post(f"/budgets/{made.slug}/signs/looks/", {"sign": key, "note": " "}).status_code == 422
    look = Look.objects.get()
    assert look.looked_by == watcher and "Le lot de la Gare" in page(client.get(f"/budgets/{made.slug}/signs/"))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        look.delete()


@pytest.mark.parametrize("task", ["desk", "settle", "study", "type"])
def test_signs_are_for_those_who_count_or_publish(client: Client, made: Edition, task: str) -> None:
    for _who in range(2):
        assert client.get(f"/budgets/{made.slug}/signs/").status_code == 403
        assert client.post(f"/budgets/{made.slug}/signs/looks/", {"sign": "x", "note": "y"}).status_code == 403
        if not _who:
            holding(client, made, task)
    assert not Look.objects.exists()


def test_wrong_and_used_codes_are_counted_where_people_type_them(client: Client, made: Edition) -> None:
    codes = letters(made, 2)
    actions.revoke_letter(letter=made.batches.get().letters.get(number=2), by=None)
    for code, status in ((codes[0], 200), ("AAAA-BBBB-CCCC", 422), (codes[1], 422)):
        sent = {"p": ["1"], **CIVIL, "family": f"F{status}{code}", "code": code, "nonce": code}
        assert client.post(f"/budgets/{made.slug}/ballot/box/", sent).status_code == status
    client.post(f"/budgets/{made.slug}/ballot/box/", {"p": ["1"], **CIVIL, "code": codes[0], "nonce": "again"})
    assert dict(Tally.objects.values_list("kind", "count")) == {"used": 1, "wrong": 1, "revoked": 1}


def test_the_public_sees_days_without_small_groups_and_watchers_see_all(made: Edition) -> None:
    for ago, (letter, paper) in enumerate(((40, 12), (25, 3), (30, 14))):
        attended(made, "letter", letter, ago)
        attended(made, "paper", paper, ago)
    exact, public = queries.days(made, exact=True), queries.days(made)
    assert [row.total for row in exact.rows] == [44, 28, 52]
    middle = public.rows[1]
    assert (3 not in [cell for row in public.rows for cell in row.cells] and middle.total != 28) or None in middle.cells
    assert queries.too_few(made) is False
