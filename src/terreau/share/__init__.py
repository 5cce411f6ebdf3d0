"""Share: what the town takes from open data and gives back."""
