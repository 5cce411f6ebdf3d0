"""Template tags of the design system, one file per family, joined in `templatetags/ui.py`."""
