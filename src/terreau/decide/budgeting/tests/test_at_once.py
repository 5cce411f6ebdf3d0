"""Many at once, twice at once, killed in the middle: every acknowledged ballot is in the box, and none twice."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, connections

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.electors import Listed
from terreau.decide.budgeting.models import Attendance, Edition, Publication
from terreau.decide.budgeting.tests.editions import close, edition, letters, person, vote
from terreau.lib.errors import Refused
from terreau.lib.postgres import Cluster

pytestmark = pytest.mark.django_db(transaction=True)


def together(work: Callable[[int], object], people: int) -> list[object]:
    """What each of so many threads got, a refusal included."""
    got: list[object] = [None] * people
    start = threading.Barrier(people)

    def one(rank: int) -> None:
        start.wait()
        try:
            got[rank] = work(rank)
        except Refused as refusal:
            got[rank] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(rank,)) for rank in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


def test_an_impatient_press_is_one_ballot_and_one_receipt() -> None:
    made = edition()
    (code,) = letters(made, 1)
    got = together(lambda _rank: vote(made, person(code), 1, nonce="same").code, 8)
    assert len(set(got)) == 1 and all(isinstance(each, str) for each in got)
    assert queries.balance(made) == queries.Balance(1, 1, 0)


def test_one_person_in_eight_windows_votes_once() -> None:
    made = edition()
    codes = letters(made, 8)
    civil = {"family": "Dupont", "given": "Zoé", "born": date(1980, 2, 3)}
    got = together(lambda rank: vote(made, person(codes[rank], **civil), 1 + rank % 4, nonce=str(rank)), 8)
    assert sum(isinstance(each, Refused) for each in got) == 7
    assert queries.balance(made) == queries.Balance(1, 1, 0)


def test_one_receipt_replaces_once_however_often_it_is_pressed() -> None:
    made = edition()
    code = vote(made, person(letters(made, 1)[0]), 1).code
    got = together(
        lambda rank: actions.replace_ballot(edition=made, choices={1 + rank % 4: 1}, code=code, nonce=f"n{rank}"), 6
    )
    assert sum(isinstance(each, Refused) for each in got) == 5
    found = queries.balance(made)
    assert (found.voters, found.ballots, found.replaced) == (1, 2, 1)


def test_the_first_voters_open_the_vote_together() -> None:
    made = edition()
    codes = letters(made, 12)
    got = together(lambda rank: vote(made, person(codes[rank], rank), 1), 12)
    assert not [each for each in got if isinstance(each, Refused)]
    assert queries.balance(made) == queries.Balance(12, 12, 0)


def test_mixing_while_people_vote_loses_nothing() -> None:
    made = edition()
    codes = letters(made, 60)

    def work(rank: int) -> object:
        if rank % 10 == 9:
            return actions.mix()
        return [vote(made, person(codes[rank * 6 + n], rank * 6 + n), 1 + n % 4) for n in range(6)]

    together(work, 10)
    assert queries.balance(made) == queries.Balance(54, 54, 0)
    actions.mix()
    assert queries.balance(close(made)).holds


def test_one_card_on_eight_tablets_votes_once() -> None:
    made = edition(template="school", channels=["class", "paper"])
    session, (card, *_others) = actions.open_class(edition=made, name="CE2", school="S", pupils=4, lang="fr", by=None)
    who = actions.Identity(card=(session.pk, " ".join(card.pictures)))
    got = together(lambda rank: vote(made, who, 1 + rank % 4, nonce=str(rank)), 8)
    assert sum(isinstance(each, Refused) for each in got) == 7
    assert queries.balance(made) == queries.Balance(1, 1, 0)


def test_a_class_that_closes_while_pupils_vote_counts_those_who_were_told_so() -> None:
    made = edition(template="school", channels=["class", "paper"])
    session, cards = actions.open_class(edition=made, name="CE2", school="S", pupils=12, lang="fr", by=None)
    actions.open_vote(edition=made)

    def work(rank: int) -> object:
        if rank == 6:
            return actions.close_class(session=session, by=None)
        return vote(made, actions.Identity(card=(session.pk, " ".join(cards[rank].pictures))), 1)

    got = together(work, 12)
    told = sum(isinstance(each, actions.Receipt) for each in got)
    assert queries.balance(made) == queries.Balance(told, told, 0)
    with pytest.raises(Refused):
        vote(made, actions.Identity(card=(session.pk, " ".join(cards[6].pictures))), 1)


def test_the_usual_name_and_the_birth_name_at_once_are_one_voter() -> None:
    made = edition(channels=["register", "letter"])
    born = date(1980, 2, 3)
    actions.load_register(edition=made, persons=[Listed("Dupont", "Zoé Marie", born, usual="Martin")], by=None)
    codes = letters(made, 6)
    names = [("Dupont", "Zoé"), ("Martin", "Zoé"), ("MARTIN", "Marie")]

    def work(rank: int) -> object:
        family, given = names[rank % 3]
        code = codes[rank] if rank < 6 else ""
        return vote(made, actions.Identity(code=code, family=family, given=given, born=born), 1, nonce=str(rank))

    got = together(work, 9)
    assert sum(isinstance(each, Refused) for each in got) == 8
    assert queries.balance(made) == queries.Balance(1, 1, 0)


def test_two_people_publish_at_once_and_the_second_is_told() -> None:
    made = edition()
    for rank, code in enumerate(letters(made, 2)):
        vote(made, person(code, rank), 2)
    made = close(made)
    found = [actions.run_count(asked=actions.ask_count(edition=made, by=None)) for _each in range(2)]
    got = together(lambda rank: actions.publish(asked=found[rank % 2], by=None), 4)
    assert sum(isinstance(each, Refused) and "déjà publié" in each.sentence for each in got) == 3
    assert Publication.objects.count() == 1


VOTER = """
import os, sys, django
django.setup()
from datetime import date
from pathlib import Path
from terreau.decide.budgeting import actions
from terreau.decide.budgeting.models import Edition
made = Edition.objects.get(pk=int(sys.argv[1]))
for rank, code in enumerate(sys.argv[2:]):
    who = actions.Identity(code=code, family=f"F{code}", given="A", born=date(1980, 1, 1))
    receipt = actions.cast_ballot(edition=made, choices={1 + rank % 4: 1}, identity=who, nonce=f"{code}")
    os.write(1, (receipt.code + chr(10)).encode())
"""


@pytest.fixture
def crowd() -> Iterator[tuple[Edition, list[str]]]:
    made = edition()
    yield made, letters(made, 400)


def test_a_site_killed_in_mid_vote_keeps_every_ballot_that_it_acknowledged(crowd: tuple[Edition, list[str]]) -> None:
    made, codes = crowd
    name = str(connection.settings_dict["NAME"])
    for turn in range(3):
        some = codes[turn * 100 : turn * 100 + 100]
        voter = subprocess.Popen(
            [sys.executable, "-c", VOTER, str(made.pk), *some],
            stdout=subprocess.PIPE, env={**os.environ, "DATABASE_URL": _url(name)},
        )  # fmt: skip
        assert voter.stdout is not None
        receipts = [voter.stdout.readline().decode().strip() for _ballot in range(7 + 5 * turn)]
        os.kill(voter.pid, signal.SIGKILL)
        receipts += voter.stdout.read().decode().split("\n")[:-1]
        voter.wait()
        voter.stdout.close()
        assert all(queries.ballot_of(made, code) for code in receipts) and len(receipts) >= 7
        found = queries.balance(made)
        assert found.holds and found.voters >= len(receipts)
    assert Attendance.objects.values("voter").distinct().count() == Attendance.objects.count()


PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from terreau.decide.budgeting.tests.editions import edition, letters
made = edition()
print(made.pk, *letters(made, 200))
"""
CHECK = """
import sys, django
django.setup()
from terreau.decide.budgeting import queries
from terreau.decide.budgeting.models import Attendance, Edition
made = Edition.objects.get()
found = queries.balance(made)
lost = [code for code in sys.argv[1:] if not queries.ballot_of(made, code)]
print(found.voters, found.ballots, found.holds, len(lost), Attendance.objects.values("voter").distinct().count())
"""


def run_in(url: str, code: str, *arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().split()


def kill_all(parent: int) -> None:
    """As the power going out: the server and each of its processes, none of which can say goodbye."""
    own = [int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit() and _parent(p) == parent]
    for pid in (parent, *own):
        os.kill(pid, signal.SIGKILL)


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the processes of the server are found in /proc")
def test_a_database_killed_in_mid_vote_keeps_every_ballot_that_was_acknowledged(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "town")
    pk, *codes = run_in(cluster.start(), PREPARE)
    receipts: list[str] = []
    for turn in range(2):
        some = codes[turn * 100 : turn * 100 + 100]
        voter = subprocess.Popen(
            [sys.executable, "-c", VOTER, pk, *some], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "DATABASE_URL": cluster.url},
        )  # fmt: skip
        assert voter.stdout is not None and cluster.process is not None
        told = [voter.stdout.readline().decode().strip() for _ballot in range(9 + 4 * turn)]
        kill_all(cluster.process.pid)
        told += voter.stdout.read().decode().split("\n")[:-1]
        assert voter.wait() != 0  # it could not go on
        voter.stdout.close()
        receipts += told
        cluster.stop()
        cluster.start()
        voters, ballots, holds, lost, people = run_in(cluster.url, CHECK, *receipts)
        assert (holds, lost, voters) == ("True", "0", people)
        assert int(ballots) >= len(receipts) >= 9
    cluster.stop()


def _url(name: str) -> str:
    held = connection.settings_dict
    if str(held["HOST"]).startswith("/"):
        return f"postgres://{held['USER']}@/{name}?host={held['HOST']}"
    return f"postgres://{held['USER']}@{held['HOST']}:{held['PORT']}/{name}"
