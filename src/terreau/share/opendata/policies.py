"""Who may import: the same as who may for cards."""

from terreau.know.cards.policies import can_import, can_merge, check_can_import, check_can_merge

__all__ = ["can_import", "can_merge", "check_can_import", "check_can_merge"]
