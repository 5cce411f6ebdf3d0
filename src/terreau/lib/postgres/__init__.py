"""The embedded PostgreSQL: a real server on a Unix socket that starts and stops with the site."""

from terreau.lib.postgres.binaries import Binaries, find_binaries
from terreau.lib.postgres.cluster import AlreadyRunning, Cluster, PostgresFailed, running, url_of_running
from terreau.lib.postgres.state import holder, is_held

__all__ = [
    "AlreadyRunning",
    "Binaries",
    "Cluster",
    "PostgresFailed",
    "find_binaries",
    "holder",
    "is_held",
    "running",
    "url_of_running",
]
