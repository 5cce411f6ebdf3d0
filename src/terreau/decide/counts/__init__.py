"""Counts: how the outcome of a count is shown, on the site and in a file that stands alone. No models."""
