"""The database goes back to an earlier version, and forward again, with what people wrote."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.models import Count, Draw, Edition, Milestone, Photo
from terreau.decide.budgeting.tests.editions import edition, finish
from terreau.decide.budgeting.tests.test_counting import closed, counted

pytestmark = pytest.mark.django_db(transaction=True)


def migrate(name: str) -> None:
    MigrationExecutor(connection).migrate([("budgeting", name)])


def forward() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.fixture(autouse=True)
def as_now() -> Iterator[None]:
    yield
    forward()


def rows(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_the_first_picture_of_a_milestone_stays_with_it() -> None:
    made = closed()
    actions.publish(asked=counted(made), by=None)
    made = finish(made)
    won = queries.result(made, Count.objects.get()).winners[0]
    day = timezone.localdate()
    seen, bare = (Milestone.objects.create(project=won, title=name, planned_on=day) for name in ("Vu", "Sans"))
    for name in ("un", "deux"):
        Photo.objects.create(milestone=seen, file=f"pictures/{name}.webp", alt=name)
    migrate("0014_claims_locks")
    told = rows("SELECT id, picture, alt FROM budgeting_milestone ORDER BY id")
    assert told == [(seen.pk, "pictures/un.webp", "un"), (bare.pk, "", "")]
    forward()
    assert [(one.milestone_id, one.file.name, one.alt) for one in Photo.objects.all()] == [
        (seen.pk, "pictures/un.webp", "un")
    ]


def test_of_several_draws_the_last_one_stays() -> None:
    made: Edition = edition()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for order in (["1", "2"], ["4", "3"]):
            tied = Count.objects.create(edition=made, state="tied", tied=sorted(order), ended_at=timezone.now())
            Draw.objects.create(edition=made, count=tied, order=order, protocol="Vu.")
        cursor.execute("SET LOCAL session_replication_role = origin")
    migrate("0009_letters_counted")
    assert rows('SELECT "order" FROM budgeting_draw') == [(["4", "3"],)]
    forward()
    assert (Draw.objects.get().order, Draw.objects.get().count_id) == (["4", "3"], tied.pk)
