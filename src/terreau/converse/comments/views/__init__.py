"""Pages of comments: parse, check, query or act, render; one comes back to where one was."""
