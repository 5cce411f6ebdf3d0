"""Typed readings of the environment that fail loudly, naming the variable and the remedy."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on", "oui"}, {"0", "false", "no", "off", "non", ""}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def boolean(name: str, default: bool) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is neither true nor false: write 1 or 0.")


def integer(name: str, default: int) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number.") from None


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Comma-separated words."""
    value = os.environ.get(name)
    if value is None:
        return list(default)
    return [word.strip() for word in value.split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    return Path(os.environ.get(name) or default).expanduser().absolute()


def secret(name: str, file: Path) -> str:
    """The secret named in the environment, else the one kept in `file`; never a default.

    An empty answer lets commands that need no secret run; `terreau serve` creates the file.
    """
    if value := os.environ.get(name):
        return value
    return file.read_text().strip() if file.is_file() else ""


def database(name: str, default: str) -> dict[str, object]:
    """A Django DATABASES entry from a postgres:// URL (a `host` query parameter names a socket folder)."""
    url = urlsplit(os.environ.get(name) or default)
    if url.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must start with postgres:// ; other databases are not supported.")
    options = {key: values[-1] for key, values in parse_qs(url.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")) or "terreau",
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": options.pop("host", None) or url.hostname or "",
        "PORT": str(options.pop("port", None) or url.port or ""),
        "OPTIONS": options,
    }
