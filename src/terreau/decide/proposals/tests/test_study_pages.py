"""Pages of studies: who reads, who works, what is sent back with the text kept."""

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client

from terreau.decide.budgeting.models import Assignment, Edition, Project
from terreau.decide.proposals import actions
from terreau.decide.proposals.forms import StudyForm
from terreau.decide.proposals.models import Appeal, Concealment, Proposal, Return, Study
from terreau.decide.proposals.tests.studies import (
    GRID,
    REASONS,
    checked,
    decided,
    edition,
    line,
    person,
    proposal,
    written,
)
from terreau.decide.proposals.tests.test_study_form import sent
from terreau.know.territory.tests.people import signed_in
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Edition:
    return edition()


@pytest.fixture
def claire(made: Edition) -> Person:
    return person("Claire", made, "study")


@pytest.fixture
def paul(made: Edition) -> Person:
    return person("Paul", made, "study")


def page(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode()).replace("\u202f", " ").replace("\u00a0", " ")


def at(one: Proposal | Study, rest: str = "study/") -> str:
    held = one.proposal if isinstance(one, Study) else one
    return f"/budgets/{held.edition.slug}/proposals/{held.number}/{rest}"


def browser(who: Person | None) -> Client:
    client = Client()
    if who:
        signed_in(client, email=who.email)
    return client


def everyone(made: Edition) -> dict[str, Client]:
    maud = person("Maud", made, "settle")
    return {
        "visitor": Client(), "member": browser(person("Zoé", role="member")), "author": browser(person("Alix")),
        "desk": browser(person("Karim", made, "desk")), "settle": browser(maud),
        "administrator": browser(person("Ada", role="administrator")), "study": browser(person("Paul", made, "study")),
    }  # fmt: skip


def test_everybody_reads_the_desk_and_some_work_at_it(made: Edition, claire: Person) -> None:
    proposal(made, "Un banc")
    written(proposal(made, "Une haie"), claire)
    people = everyone(made)
    for who, client in people.items():
        said = client.get(f"/budgets/{made.slug}/studies/?state=begun")
        assert said.status_code == 200 and "Une haie" in page(said) and "Études publiées : 0 sur 2" in page(said)
        assert ("Ouvrir" in page(said)) is (who in ("settle", "administrator", "study"))
    assert "Étudier</button>" in page(people["study"].get(f"/budgets/{made.slug}/studies/"))
    assert "Étudier</button>" not in page(people["settle"].get(f"/budgets/{made.slug}/studies/"))


def test_what_a_study_says_is_hidden_until_it_is_checked(made: Edition, claire: Person, paul: Person) -> None:
    alix = person("Alix")
    one = proposal(made, author=alix)
    study = written(one, claire, line(917), grid={**GRID, "land": ("condition", "Après dépollution")})
    study = actions.decide(study=study, retained=False, reasons=REASONS, by=claire, seen=study.version)
    people = everyone(made)
    for who, client in people.items():
        said = page(client.get(at(one)))
        assert ("Après dépollution" in said and "917" in said) is (who not in ("visitor", "member", "desk")), who
        assert (REASONS in said) is (who in ("settle", "administrator", "study")), who
    assert "À l’étude depuis le" in page(Client().get(at(one)))
    actions.check_study(study=study, by=Person.objects.get(name="Paul"), seen=study.version)
    said = page(Client().get(at(one)))
    for words in (
        "Non retenue",
        REASONS,
        "Après dépollution",
        "917 €",
        "Décidée par Claire",
        "relue par Paul",
        "contester",
    ):
        assert words in said


@pytest.mark.parametrize("place", ["beginning/", "end/", "decision/", "check/", "return/", "again/", ""])
def test_nobody_else_works_on_a_study(made: Edition, claire: Person, place: str) -> None:
    study = decided(proposal(made, author=person("Alix")), claire)
    people = everyone(made)
    for who in ("visitor", "member", "author", "desk"):
        answer = people[who].post(at(study, f"study/{place}"), {"reason": "x", "seen": study.version})
        assert answer.status_code == 403, who
    if place:
        assert people["study"].get(at(study, f"study/{place}")).status_code == 405
    assert Study.objects.get().version == study.version


def test_from_the_desk_to_the_ballot(made: Edition, claire: Person, paul: Person) -> None:
    first, second = browser(claire), browser(paul)
    checked(proposal(made, "Une haie"), paul, claire, line(960))
    one = proposal(made, "Un banc", rough_cost=800)
    assert first.post(at(one, "study/beginning/")).status_code == 302
    study = Study.objects.get(proposal=one)
    data = {f"verdict_{name}": "yes" for name in GRID} | {"label_n0": "Le banc", "amount_n0": "960", "kind_n0": "once"}
    assert first.post(at(one), sent(study, **data)).status_code == 302
    shown = page(first.get(at(one)))
    assert "960 €" in shown and "Même prix qu’un autre projet" in shown and "800 €" in shown
    study.refresh_from_db()
    choice = {"retained": "yes", "reasons": "Bien.", "seen": study.version}
    answer = first.post(at(one, "study/decision/"), choice)
    assert (
        answer.status_code == 422
        and "une phrase au moins" in page(answer)
        and ">Bien.</textarea>" in page(answer).replace("> ", ">")
    )
    assert first.post(at(one, "study/decision/"), choice | {"reasons": REASONS}).status_code == 302
    study.refresh_from_db()
    assert "Une autre personne que celle qui a décidé" in page(first.get(at(one)))
    assert first.post(at(one, "study/check/"), {"seen": study.version}).status_code == 403
    assert second.post(at(one, "study/check/"), {"seen": study.version - 1}).status_code == 409
    done = second.post(at(one, "study/check/"), {"seen": study.version}, follow=True)
    assert "Même prix que « Une haie »" in page(done) and Project.objects.get(title="Un banc").cost == 960
    assert second.post(at(one, "study/check/"), {"seen": study.version}).status_code == 302
    assert Project.objects.count() == 2


def test_what_is_wrong_is_said_and_the_rest_is_kept(made: Edition, claire: Person) -> None:
    client, study = browser(claire), actions.begin_study(proposal=proposal(made), by=claire)
    data = {"verdict_land": "no", "verdict_access": "yes", "label_n0": "Le banc", "amount_n0": "dix"}
    answer = client.post(at(study), sent(study, **data))
    said = page(answer)
    assert answer.status_code == 422 and "Une partie est enregistrée" in said and "ou pourquoi non" in said
    assert 'value="dix"' in said and study.findings.get().criterion == "access" and not study.costs.exists()
    dear = client.post(at(study), sent(study, label_n0="Le banc", amount_n0="60001"))
    assert dear.status_code == 422 and "dépassent toute la somme" in page(dear) and 'value="60001"' in page(dear)


def test_two_people_at_once_are_told_and_keep_their_text(made: Edition, claire: Person, paul: Person) -> None:
    study = written(proposal(made), claire)
    theirs = sent(
        study, verdict_land="no", remark_land="Il est loué", verdict_access="condition", remark_access="Rampe"
    )
    mine = sent(study, verdict_land="no", remark_land="Il est pollué")
    assert browser(claire).post(at(study), theirs).status_code == 302
    answer = browser(paul).post(at(study), mine)
    said = page(answer)
    assert answer.status_code == 422 and "Il est loué" in said and "Il est pollué</textarea>" in said
    assert study.findings.get(criterion="land").remark == "Il est loué"
    fields = re.findall(r'name="(initial-[a-z]+_land)"[^>]*value="([^"]*)"', answer.content.decode())
    again = sent(Study.objects.get(), verdict_land="no", remark_land="Il est pollué") | dict(fields)
    assert browser(paul).post(at(study), again).status_code == 302
    assert study.findings.get(criterion="land").remark == "Il est pollué"
    assert study.findings.get(criterion="access").remark == "Rampe"


def test_a_study_is_sent_back_and_opened_again(made: Edition, claire: Person, paul: Person) -> None:
    client, study = browser(paul), decided(proposal(made), claire)
    assert client.post(at(study, "study/return/"), {"reason": "", "seen": study.version}).status_code == 422
    stale = client.post(at(study, "study/return/"), {"reason": "Et le sol ?", "seen": 1})
    assert stale.status_code == 422 and "Et le sol ?" in page(stale)
    assert client.post(at(study, "study/return/"), {"reason": "Et le sol ?", "seen": study.version}).status_code == 302
    assert "Et le sol ?" in page(browser(claire).get(at(study))) and "Et le sol ?" not in page(Client().get(at(study)))
    study.refresh_from_db()
    study = actions.decide(study=study, retained=True, reasons=REASONS, by=claire, seen=study.version)
    actions.check_study(study=study, by=paul, seen=study.version)
    assert client.post(at(study, "study/again/"), {"reason": ""}).status_code == 422
    assert client.post(at(study, "study/again/"), {"reason": "La pose manque."}).status_code == 302
    assert Study.objects.count() == 2 and "La pose manque." in page(Client().get(at(study)))
    assert Return.objects.count() == 2


def test_a_refusal_is_contested_and_answered_in_public(made: Edition, claire: Person, paul: Person) -> None:
    alix, maud = person("Alix"), person("Maud", made, "settle")
    study = checked(proposal(made, author=alix), claire, paul, retained=False)
    author, place = browser(alix), at(study, "appeal/")
    assert Client().get(place).status_code == browser(maud).get(place).status_code == 403
    assert "Contester ce refus" in page(author.get(at(study))) and author.get(place).status_code == 200
    assert author.post(place, {"text": " "}).status_code == 422
    assert author.post(place, {"text": "Ce terrain est libre."}).status_code == 302
    again = author.post(place, {"text": "Et encore."})
    assert again.status_code == 422 and "déjà contesté" in page(again) and "Et encore." in page(again)
    held = Appeal.objects.get()
    assert "Ce terrain est libre." in page(Client().get(at(study)))
    assert "Ce terrain est libre." in page(Client().get(f"/budgets/{made.slug}/studies/"))
    answer, desk = at(study, f"appeals/{held.pk}/answer/"), f"/budgets/{made.slug}/studies/"
    assert answer in page(browser(maud).get(desk)) and answer not in page(browser(claire).get(desk))
    for who in (None, alix, claire, paul):
        assert browser(who).post(answer, {"accepted": "yes", "answer": "Oui."}).status_code == 403
    third = browser(maud)
    assert third.get(answer).status_code == 200
    assert third.post(answer, {"answer": "Sans choix"}).status_code == 422
    assert third.post(answer, {"accepted": "yes", "answer": "Vous avez raison."}).status_code == 302
    assert "Vous avez raison." in page(Client().get(at(study))) and Proposal.objects.get().status == "open"


def test_appeals_are_not_poured_in(made: Edition, claire: Person, paul: Person) -> None:
    alix = person("Alix")
    study = checked(proposal(made, author=alix), claire, paul, retained=False)
    author = browser(alix)
    answers = [author.post(at(study, "appeal/"), {"text": ""}).status_code for _try in range(9)]
    assert answers[0] == 422 and answers[-1] == 429


def test_the_file_tells_all_and_names_nobody(made: Edition, claire: Person, paul: Person) -> None:
    alix = person("Alix")
    one = proposal(made, "=HYPERLINK(1)", author=alix)
    study = checked(one, claire, paul, line(900), line(40, "yearly", "Peinture"), retained=False)
    actions.appeal(study=study, text="+Ce terrain est libre.", by=alix)
    hidden = checked(proposal(made, "Cachée"), claire, paul)
    Concealment.objects.create(proposal=hidden.proposal, reason="Insulte")
    decided(proposal(made, "En cours"), claire)
    answer = Client().get(f"/budgets/{made.slug}/studies/studies.csv")
    text = b"".join(answer.streaming_content).decode()
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert (row["title"], row["appeal"]) == ("'=HYPERLINK(1)", "'+Ce terrain est libre.")
    assert (row["retained"], row["price"], row["yearly"], row["land"]) == ("no", "900.00", "40.00", "yes")
    assert not any(name in text for name in ("Claire", "Paul", "Alix", "@", "Cachée", "En cours"))


def test_a_hidden_proposal_is_not_read_through_its_study(made: Edition, claire: Person, paul: Person) -> None:
    study = checked(proposal(made, "Cachée"), claire, paul)
    Concealment.objects.create(proposal=study.proposal, reason="Insulte")
    assert Client().get(at(study)).status_code == 403
    assert "Cachée" not in page(Client().get(f"/budgets/{made.slug}/studies/"))
    assert "Cachée" in page(browser(claire).get(f"/budgets/{made.slug}/studies/"))


def test_the_edition_leads_to_its_studies(made: Edition, claire: Person) -> None:
    place = f"/budgets/{made.slug}/studies/"
    assert place not in page(Client().get(f"/budgets/{made.slug}/"))
    checked(proposal(made), claire, person("Paul", made, "study"))
    assert place in page(Client().get(f"/budgets/{made.slug}/"))
    part = Client().get(place, headers={"HX-Request": "true"})
    assert "Études publiées : 1 sur 1" in page(part) and "<html" not in page(part)


def test_what_does_not_exist_is_not_found(made: Edition, claire: Person) -> None:
    one = proposal(made)
    client = browser(claire)
    assert client.get(at(one)).status_code == 404 and Client().get(at(one)).status_code == 200
    assert client.get(f"/budgets/{made.slug}/proposals/99/study/").status_code == 404
    assert client.post(at(one, "study/check/"), {"seen": "²"}).status_code == 404
    study = decided(one, claire)
    assert browser(person("Paul", made, "study")).post(at(study, "study/check/"), {"seen": "²"}).status_code == 409
    assert Assignment.objects.count() == 2 and StudyForm(study=study).line_keys
