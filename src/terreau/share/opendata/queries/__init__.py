"""Readings of imports."""
