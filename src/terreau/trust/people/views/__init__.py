"""Pages of accounts and roles."""
