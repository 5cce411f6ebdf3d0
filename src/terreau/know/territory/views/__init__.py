"""Pages of the territory: its map's style, its settings, its districts."""
