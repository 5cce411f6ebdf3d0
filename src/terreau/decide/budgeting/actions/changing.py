"""Keeping what a save changes, and refusing one that was written on a page which others have overtaken."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from terreau.decide.budgeting.models import Change, Edition
from terreau.lib.errors import Refused

Changes = Mapping[str, tuple[Any, Any]]
"""By the name of a field: what it was, what it is."""


class Overtaken(Refused):
    """Somebody else saved since the page was shown."""


def check_seen(seen: int | None, version: int) -> None:
    """`None` is whoever has just read what is to be changed."""
    if seen is not None and seen != version:
        raise Overtaken(
            _(
                "Quelqu’un d’autre a enregistré entre-temps : rien n’est changé. Vos réponses sont encore là ; comparez, puis "
                "enregistrez."
            )
        )


def keep_changes(edition: Edition, changes: Changes, *, version: int, by: Any, number: int | None = None) -> None:
    Change.objects.bulk_create(
        [
            Change(
                edition=edition, number=number, version=version, field=field, before=plain(before), after=plain(after),
                changed_by=by,
            )
            for field, (before, after) in changes.items()
        ]
    )  # fmt: skip


def plain(value: Any) -> Any:
    """As it is kept: texts, numbers as they are written, lists."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return str(value)


def frozen() -> str:
    return _(
        "Le vote est ouvert : les règles, les prix et les dates du vote ne changent plus. Une fois le résultat publié, "
        "le temps de contester ne se raccourcit pas non plus."
    )
