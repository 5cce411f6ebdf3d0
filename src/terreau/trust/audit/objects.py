"""What an event was about, in words: upper rooms say how their things are called and where they are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from terreau.trust.audit.models import Event
from terreau.trust.audit.sentences import Words


@dataclass(frozen=True)
class Thing:
    words: str
    url: str = ""


Finder = Callable[[Sequence[str]], Mapping[str, tuple[str, str]]]
_kinds: dict[str, tuple[Words, Finder | None]] = {}


def register_object(kind: str, words: Words, finder: Finder | None = None) -> None:
    """`kind` as in `cards.card`; `finder(ids)` gives (name, address) of those that everyone may see, in one query."""
    _kinds[kind] = (words, finder)


def things(events: Iterable[Event]) -> dict[int, Thing]:
    """By event; what may not be named, or is gone, is told by its kind alone."""
    wanted: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for event in events:
        if event.object_type:
            wanted[event.object_type][event.object_id].append(event.pk)
    return {
        pk: thing for kind, ids in wanted.items() for key, thing in _found(kind, list(ids)).items() for pk in ids[key]
    }


def _found(kind: str, ids: list[str]) -> dict[str, Thing]:
    words, finder = _kinds.get(kind, (kind, None))
    named = finder(ids) if finder else {}
    return {key: Thing(*named[key]) if key in named else Thing(str(words)) for key in ids}
