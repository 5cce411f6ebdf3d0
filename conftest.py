"""What every test starts from: a secret for the run, no mail, no stray connection."""

import os
from collections.abc import Iterator

import pytest
from django.db.backends.postgresql.operations import DatabaseOperations

os.environ.setdefault("TERREAU_SECRET_KEY", "only-for-tests")


@pytest.fixture(autouse=True)
def fresh_town() -> Iterator[None]:
    """Each process keeps the town in memory; a test must not see the town of the one before."""
    from terreau.know.territory import queries  # noqa: PLC0415  needs Django to be set up

    queries.forget()
    yield
    queries.forget()


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests() -> Iterator[None]:
    """Tests that commit empty the tables after them; the append-only trigger steps aside for that alone."""
    plain = DatabaseOperations.execute_sql_flush

    def flush(self: DatabaseOperations, statements: list[str]) -> None:
        around = ["SET session_replication_role = replica", *statements, "SET session_replication_role = origin"]
        plain(self, around)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", flush)
        yield
