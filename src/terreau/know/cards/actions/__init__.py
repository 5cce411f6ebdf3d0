"""The only writers of cards."""

from terreau.know.cards.actions.drafts import CardDraft, Written, set_missing, write_drafts
from terreau.know.cards.actions.merging import distinguish, merge_cards
from terreau.know.cards.actions.pictures import add_picture, remove_picture
from terreau.know.cards.actions.recalling import undo_revisions
from terreau.know.cards.actions.retiring import archive_card, publish_card, restore_card
from terreau.know.cards.actions.stewards import end_stewardship, give_stewardship
from terreau.know.cards.actions.suggestions import decide_suggestion, suggest_correction
from terreau.know.cards.actions.taxonomy import builtin_source, load_taxonomy
from terreau.know.cards.actions.undoing import undo_revision
from terreau.know.cards.actions.writing import confirm_card, create_card, edit_card

__all__ = [
    "CardDraft",
    "Written",
    "add_picture",
    "archive_card",
    "builtin_source",
    "confirm_card",
    "create_card",
    "decide_suggestion",
    "distinguish",
    "edit_card",
    "end_stewardship",
    "give_stewardship",
    "load_taxonomy",
    "merge_cards",
    "publish_card",
    "remove_picture",
    "restore_card",
    "set_missing",
    "suggest_correction",
    "undo_revision",
    "undo_revisions",
    "write_drafts",
]
