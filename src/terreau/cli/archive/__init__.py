"""A backup: one ZIP of CSV tables and files, with a manifest that lets every part of it be checked."""
