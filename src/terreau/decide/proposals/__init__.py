"""Ideas brought to a budget: proposed, improved together, supported, studied, answered."""
