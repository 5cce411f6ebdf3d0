"""Pages of budgets: parse, check, query or act, render."""
