"""Decide: ideas become ballots, ballots become a result that anyone can recount."""
