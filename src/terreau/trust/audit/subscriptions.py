"""Upper rooms hear of events by name, declared in their `apps.py`; events flow up, imports flow down."""

from collections import defaultdict
from collections.abc import Callable

from terreau.trust.audit.models import Event

Listener = Callable[[Event], None]
_listeners: dict[str, list[Listener]] = defaultdict(list)


def subscribe(name: str, listener: Listener) -> None:
    """Call `listener` after the commit of each event called `name` (or every one of an app: `cards.*`)."""
    if listener not in _listeners[name]:
        _listeners[name].append(listener)


def tell(event: Event) -> None:
    app = event.name.partition(".")[0]
    for listener in (*_listeners[event.name], *_listeners[f"{app}.*"]):
        listener(event)
