"""Terreau: a town's commons."""

__version__ = "0.1.0"
