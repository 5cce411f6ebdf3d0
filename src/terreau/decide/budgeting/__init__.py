"""Participatory budgets: editions with a calendar, projects, a secret ballot box, a count that anyone can do again."""
