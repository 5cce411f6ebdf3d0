"""Writing the spine: the one function that every action calls, once, as its last statement."""

from typing import Any

from django.db import transaction
from django.db.models import Model

from terreau.trust.audit import subscriptions
from terreau.trust.audit.models import Event


def record(
    name: str,
    *,
    by: Any,
    on: Model | None = None,
    public: bool = True,
    role: str | None = None,
    detail: dict[str, Any] | None = None,
) -> Event:
    """Write one event and tell its subscribers once the transaction is committed.

    `name` is `app.past_tense`; `by` a person or None (the system, a visitor); `detail` holds no private content:
    names of fields, counts, identifiers. Call it last: it takes the chain's lock until the commit.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{name}: an event is written in the transaction of its action")
    event = Event.objects.create(
        name=name,
        by_id=getattr(by, "pk", None),
        role=role or ("system" if by is None else str(getattr(by, "acting_as", "member"))),
        object_type=on._meta.label_lower if on is not None else "",
        object_id=str(on.pk) if on is not None else "",
        public=public,
        detail=detail or {},
    )
    transaction.on_commit(lambda: subscriptions.tell(event), robust=True)
    return event
