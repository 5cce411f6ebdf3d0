"""The tree of categories that is shipped: whole, named twice, drawn with few icons, mapped to what others use."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from terreau import ui
from terreau.know.cards.actions.taxonomy import SHIPPED
from terreau.know.cards.enums import Branch

NODES: list[dict[str, Any]] = json.loads(SHIPPED.read_text(encoding="utf-8"))
BY_SLUG = {node["slug"]: node for node in NODES}
ICONS = Path(str(ui.__file__)).parent / "static" / "ui" / "icons.svg"


def test_each_branch_has_its_nodes_and_each_node_its_own_slug() -> None:
    assert len(BY_SLUG) == len(NODES)
    sizes = Counter(node["branch"] for node in NODES)
    assert set(sizes) == set(Branch.values)
    assert min(sizes.values()) >= 20


def test_a_parent_comes_before_its_children_in_the_same_branch() -> None:
    for rank, node in enumerate(NODES):
        if node["parent"]:
            assert BY_SLUG[node["parent"]] in NODES[:rank], node["slug"]
            assert BY_SLUG[node["parent"]]["branch"] == node["branch"], node["slug"]


def test_names_are_given_in_both_languages_and_once_in_a_branch() -> None:
    assert all(node["name"] and node["name_en"] for node in NODES)
    assert max(Counter((node["branch"], node["name"]) for node in NODES).values()) == 1


def test_icons_are_few_and_in_the_sprite() -> None:
    icons = {node["icon"] for node in NODES}
    sprite = ICONS.read_text(encoding="utf-8")
    assert len(icons) <= 40
    assert not [icon for icon in icons if f'id="{icon}"' not in sprite]


def test_a_tag_of_openstreetmap_means_one_thing_in_a_branch_of_kinds() -> None:
    for node in NODES:
        assert all(tag.count("=") == 1 and " " not in tag for tag in node["osm"]), node["slug"]
    kinds = Counter(tag for node in NODES if node["branch"] == Branch.PLACE for tag in set(node["osm"]))
    assert {tag for tag, count in kinds.items() if count > 2} == set()
