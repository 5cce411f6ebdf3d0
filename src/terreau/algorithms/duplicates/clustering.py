"""Pairs joined in groups: if a is b and b is c, the three are looked at together."""

from collections.abc import Iterable

from terreau.algorithms.duplicates.records import Pair


def clusters(pairs: Iterable[Pair]) -> list[tuple[str, ...]]:
    """Connected components of the pairs, each sorted, the largest first (union-find with path halving)."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for pair in pairs:
        parent[root(pair.a)] = root(pair.b)
    groups: dict[str, list[str]] = {}
    for node in parent:
        groups.setdefault(root(node), []).append(node)
    return sorted((tuple(sorted(group)) for group in groups.values()), key=lambda group: (-len(group), group))
