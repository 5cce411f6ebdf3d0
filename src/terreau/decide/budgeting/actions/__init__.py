"""The only writers of editions, ballots and counts."""

from terreau.decide.budgeting.actions.classes import close_class, open_class, renew_cards, seal_class_paper
from terreau.decide.budgeting.actions.counting import ask_count, keep_near_misses, publish, run_count
from terreau.decide.budgeting.actions.disputing import accept_dispute, record_dispute
from terreau.decide.budgeting.actions.drawing import confirm_draw, record_draw
from terreau.decide.budgeting.actions.following import (
    abandon_project,
    add_photo,
    correct_milestone,
    delay_milestone,
    plan_milestone,
    reach_milestone,
    remove_photo,
    tell_expense,
)
from terreau.decide.budgeting.actions.forgetting import forget_voters
from terreau.decide.budgeting.actions.hands import assign, end_assignment
from terreau.decide.budgeting.actions.importing import import_election
from terreau.decide.budgeting.actions.kiosks import close_kiosk, open_kiosk
from terreau.decide.budgeting.actions.letters import (
    give_pass,
    print_letters,
    release_letters,
    revoke_batch,
    revoke_letter,
)
from terreau.decide.budgeting.actions.mixing import mix
from terreau.decide.budgeting.actions.opening import open_due, open_vote
from terreau.decide.budgeting.actions.paper import hand_paper, read_sheet, seal_envelope, settle_sheet
from terreau.decide.budgeting.actions.projects import add_project, change_project, remove_project
from terreau.decide.budgeting.actions.registering import Loaded, load_register
from terreau.decide.budgeting.actions.rehearsing import rehearse_rules
from terreau.decide.budgeting.actions.settling import Draft, change_edition, make_edition, show_edition
from terreau.decide.budgeting.actions.speaking import (
    answer_objection,
    conceal_words,
    object_to_result,
    report_recount,
    reveal_words,
)
from terreau.decide.budgeting.actions.tallying import look_into, measure_pace, stir_tallies, tally
from terreau.decide.budgeting.actions.voting import Identity, Receipt, cast_ballot, replace_ballot

__all__ = [
    "Draft",
    "Identity",
    "Loaded",
    "Receipt",
    "abandon_project",
    "accept_dispute",
    "add_photo",
    "add_project",
    "answer_objection",
    "ask_count",
    "assign",
    "cast_ballot",
    "change_edition",
    "change_project",
    "close_class",
    "close_kiosk",
    "conceal_words",
    "confirm_draw",
    "correct_milestone",
    "delay_milestone",
    "end_assignment",
    "forget_voters",
    "give_pass",
    "hand_paper",
    "import_election",
    "keep_near_misses",
    "load_register",
    "look_into",
    "make_edition",
    "measure_pace",
    "mix",
    "object_to_result",
    "open_class",
    "open_due",
    "open_kiosk",
    "open_vote",
    "plan_milestone",
    "print_letters",
    "publish",
    "reach_milestone",
    "read_sheet",
    "record_dispute",
    "record_draw",
    "rehearse_rules",
    "release_letters",
    "remove_photo",
    "remove_project",
    "renew_cards",
    "replace_ballot",
    "report_recount",
    "reveal_words",
    "revoke_batch",
    "revoke_letter",
    "run_count",
    "seal_class_paper",
    "seal_envelope",
    "settle_sheet",
    "show_edition",
    "stir_tallies",
    "tally",
    "tell_expense",
]
