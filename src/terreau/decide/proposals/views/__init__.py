"""Pages of proposals: parse, check, query or act, render."""
