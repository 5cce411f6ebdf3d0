"""Where the border of a town comes from: a file that someone has, or the State's public geographic service."""
