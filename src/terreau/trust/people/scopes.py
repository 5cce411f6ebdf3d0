"""The parts of the town that a role may be limited to; rooms above say which there are."""

from collections.abc import Callable, Iterable

from terreau.trust.people.enums import ScopeKind

Choices = Iterable[tuple[str, str]]
_providers: dict[str, Callable[[], Choices]] = {}


def register_scope(kind: ScopeKind, provider: Callable[[], Choices]) -> None:
    """`provider()` lists (key, words) of the districts, or of the themes."""
    _providers[kind] = provider


def scopes(kind: str) -> list[tuple[str, str]]:
    return list(_providers[kind]()) if kind in _providers else []


def words_of(kind: str, key: str) -> str:
    """What the scope is called; its key when it exists no more."""
    return dict(scopes(kind)).get(key, key)
