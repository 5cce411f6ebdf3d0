"""The town of the whole repository's tests, for the pages of comments."""

from tests.conftest import town

__all__ = ["town"]
