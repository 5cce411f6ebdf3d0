"""Below all rooms: who people are, what was done."""
