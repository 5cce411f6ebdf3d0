"""Know: who acts, where, on what ground."""
