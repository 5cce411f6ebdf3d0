"""The embedded PostgreSQL: a real server on a Unix socket that starts and stops with the site."""

from terreau.lib.postgres.binaries import Binaries, find_binaries
from terreau.lib.postgres.cluster import AlreadyRunning, Cluster, PostgresFailed, running, url_of_running

__all__ = ["AlreadyRunning", "Binaries", "Cluster", "PostgresFailed", "find_binaries", "running", "url_of_running"]
