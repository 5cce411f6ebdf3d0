"""What the database refuses, whoever writes and however."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from terreau.converse.comments import actions
from terreau.converse.comments.models import Comment, Hiding, Report
from terreau.converse.comments.rules import LONGEST
from terreau.converse.comments.tests.sayings import person, say
from terreau.trust.people.enums import Role

pytestmark = pytest.mark.django_db


def refused(statement: str, *values: Any) -> str:
    """The name or words of what refused it."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return str(caught.value)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("text = ''", "says_something"),
        ("text = E' \\n\\t '", "says_something"),
        (f"text = repeat('x', {LONGEST + 1})", "not_too_long"),
        ("stance = 'maybe'", "stance_known"),
        ("edited_at = made_at - interval '1 second'", "edited_once_made"),
    ],
)
def test_a_comment_that_is_none(change: str, constraint: str) -> None:
    say(person("Lucie"))
    assert constraint in refused(f"UPDATE comments_comment SET {change}")


def test_a_reply_that_takes_a_side() -> None:
    reply = say(person("Karim"), "Oui", parent=say(person("Lucie")))
    assert "takes_no_side" in refused("UPDATE comments_comment SET stance = 'for' WHERE id = %s", reply.pk)


INSERT = "INSERT INTO comments_comment (thread_id, parent_id, stance, text, helpful) VALUES (%s, %s, '', 'Oui', 0)"


def test_a_reply_to_a_reply_or_to_another_thread_or_to_nothing() -> None:
    lucie = person("Lucie")
    top = say(lucie)
    reply = say(lucie, "Je précise", parent=top)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO comments_thread (kind, key) VALUES ('tests.thing', '2') RETURNING id")
        (elsewhere,) = cursor.fetchone()
    assert "first remark" in refused(INSERT, top.thread_id, reply.pk)
    assert "first remark" in refused(INSERT, elsewhere, top.pk)
    assert "first remark" in refused(INSERT, top.thread_id, 10**9)


def test_a_comment_moved_or_given_to_somebody_else() -> None:
    lucie, karim = person("Lucie"), person("Karim")
    top, other = say(lucie), say(karim, "Autre chose")
    place = "keeps its place"
    assert place in refused("UPDATE comments_comment SET parent_id = %s WHERE id = %s", top.pk, other.pk)
    assert place in refused("UPDATE comments_comment SET made_by_id = %s WHERE id = %s", karim.pk, top.pk)


def test_a_second_thread_a_second_mark_a_second_waiting_report() -> None:
    made, karim = say(person("Lucie")), person("Karim")
    assert "thread_once" in refused("INSERT INTO comments_thread (kind, key) SELECT kind, key FROM comments_thread")
    actions.mark_helpful(comment=made, wanted=True, by=karim)
    again = "INSERT INTO comments_helpful (comment_id, person_id) SELECT comment_id, person_id FROM comments_helpful"
    assert "helpful_once" in refused(again)
    actions.report_comment(comment=made, reason="insult", text="", by=karim)
    columns = "comment_id, reason, text, made_by_id, outcome"
    again = f"INSERT INTO comments_report ({columns}) SELECT {columns} FROM comments_report"
    assert "one_waiting_report" in refused(again)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("outcome = 'kept'", "answered_whole"),
        ("answered_at = now()", "answered_whole"),
        ("answered_by_id = made_by_id", "answered_by_with_at"),
        ("reason = 'because'", "known_words"),
        ("outcome = 'burnt', answered_at = now()", "known_words"),
    ],
)
def test_a_report_that_is_half_answered(change: str, constraint: str) -> None:
    actions.report_comment(comment=say(person("Lucie")), reason="insult", text="", by=person("Karim"))
    assert constraint in refused(f"UPDATE comments_report SET {change}")


@pytest.fixture
def hiding(db: Any) -> Hiding:
    """Hidden by Solène, contested by Lucie, decided by nobody."""
    lucie, solene = person("Lucie"), person("Solène", Role.MODERATOR)
    actions.hide_comments(comments=[say(lucie)], reason="insult", note="Doucement.", by=solene)
    made = Hiding.objects.get()
    actions.appeal_hiding(hiding=made, text="C’est un proverbe.", by=lucie)
    return Hiding.objects.select_related("comment").get()


def test_an_appeal_decided_by_who_hid_or_who_wrote(hiding: Hiding) -> None:
    decide = "UPDATE comments_hiding SET decided_at = now(), shown = true, decided_by_id = %s"
    assert "decided_by_another" in refused(decide, hiding.hidden_by_id)
    assert "own comment" in refused(decide, hiding.comment.made_by_id)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("shown = true", "decided_on_appeal"),
        ("decided_at = now(), appeal = ''", "keeps what was decided"),
        ("decided_by_id = (SELECT id FROM people_person WHERE name = 'Maud')", "decided_by_with_at"),
        ("reason = 'because'", "keeps what was decided"),
        ("reason = 'hate'", "keeps what was decided"),
        ("note = ''", "keeps what was decided"),
        ("appeal = 'Autre chose'", "keeps what was decided"),
        ("hidden_at = now() - interval '1 day'", "keeps what was decided"),
    ],
)
def test_a_hiding_rewritten(hiding: Hiding, change: str, said: str) -> None:
    person("Maud")
    assert said in refused(f"UPDATE comments_hiding SET {change}")


def test_a_decision_taken_back(hiding: Hiding) -> None:
    actions.decide_appeal(hiding=hiding, shown=True, by=person("Maud", Role.MODERATOR))
    for change in ("shown = false", "decided_at = now() + interval '1 day'", "decided_at = NULL, shown = false"):
        assert "keeps what was decided" in refused(f"UPDATE comments_hiding SET {change}")


def test_an_appeal_that_nobody_made() -> None:
    actions.hide_comments(comments=[say(person("Lucie"))], reason="hate", note="", by=person("Max", Role.MODERATOR))
    assert "decided_on_appeal" in refused("UPDATE comments_hiding SET decided_at = now()")
    assert "for_a_point" in refused(
        "INSERT INTO comments_hiding (comment_id, reason, note, appeal, shown) "
        "SELECT comment_id + 1, 'because', '', '', false FROM comments_hiding"
    )


@pytest.mark.parametrize("table", ["comment", "removal", "report", "hiding"])
def test_nothing_is_deleted_silently(hiding: Hiding, table: str) -> None:
    lucie = hiding.comment.made_by
    actions.remove_comment(comment=say(lucie, "À retirer"), by=lucie)
    actions.report_comment(comment=say(lucie, "À signaler"), reason="hate", text="", by=None)
    assert "nothing is deleted" in refused(f"DELETE FROM comments_{table}")
    assert Comment.objects.count() == 3 and Report.objects.count() == 1


def test_a_comment_taken_back_stays_so() -> None:
    lucie = person("Lucie")
    actions.remove_comment(comment=say(lucie), by=lucie)
    assert "nothing is deleted" in refused("UPDATE comments_removal SET removed_at = now() - interval '1 day'")
