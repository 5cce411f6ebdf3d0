"""Words that break the charter are hidden with a public reason; what they count for stays."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.models import Concealment, Edition, Recount
from terreau.decide.budgeting.tests.test_contesting import contested, published
from terreau.decide.budgeting.tests.test_pages import page
from terreau.know.territory.tests.people import signed_in
from terreau.lib.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Edition:
    return published()


def declare(made: Edition, name: str = "", same: bool = True, remark: str = "") -> Recount:
    return actions.report_recount(edition=made, name=name, means="", same=same, remark=remark, by=None)


def test_one_name_is_one_voice_and_those_without_a_name_are_one(made: Edition) -> None:
    for name in ("Lycée", "lycee", "LYCÉE ", "", "", ""):
        declare(made, name)
    declare(made, "Lycée", same=False)
    said = queries.declared(made)
    assert (said.same, said.other, len(said.rows)) == (2, 1, 7)


def test_insults_are_hidden_by_a_moderator_with_a_reason_and_shown_again_by_another(
    made: Edition, client: Client
) -> None:
    recount, objection = declare(made, "Gros mot", remark="Encore un"), contested(made, "Bande de voleurs")
    first, second = Client(), Client()
    signed_in(first, "moderator", email="un@essai.example")
    signed_in(second, "moderator", email="deux@essai.example")
    base = f"/budgets/{made.slug}/result/"
    for path in (f"recounts/{recount.pk}/", f"objections/{objection.pk}/"):
        assert client.post(f"{base}{path}concealment/", {"reason": "Insulte"}).status_code == 403
        assert first.post(f"{base}{path}concealment/", {"reason": " "}).status_code == 409
        assert first.post(f"{base}{path}concealment/", {"reason": "Insulte"}).status_code == 302
        assert first.post(f"{base}{path}concealment/", {"reason": "Insulte"}).status_code == 409
    shown = page(client.get(base))
    for words in ("Gros mot", "Encore un", "voleurs", "René"):
        assert words not in shown
    assert shown.count("Insulte") == 2 and "1 recomptage déclaré identique" in shown
    assert "1 contestation attend sa réponse" in shown
    again = f"{base}objections/{objection.pk}/concealment/"
    assert first.post(again, {"shown": "1"}).status_code == 403
    assert second.post(again, {"shown": "1"}).status_code == 302
    assert "voleurs" in page(client.get(base))
    assert client.post(f"{base}votes/1/concealment/", {"reason": "x"}).status_code == 404


def test_the_database_keeps_what_a_moderator_said(made: Edition) -> None:
    recount = declare(made)
    moderator = signed_in(Client(), "moderator")
    actions.conceal_words(said=recount, reason="Insulte", by=moderator)
    with pytest.raises(Refused, match="déjà masqués"):
        actions.conceal_words(said=recount, reason="Insulte", by=moderator)
    with pytest.raises(NotAllowed, match="Un autre"):
        actions.reveal_words(said=recount, by=moderator)
    for change in ({"reason": "Autre"}, {"lifted_at": "2027-01-01T00:00Z", "lifted_by": moderator}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Concealment.objects.update(**change)
