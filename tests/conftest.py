"""The town that tests of the whole repository share."""

from typing import Any

import pytest

from tests import cast


@pytest.fixture
def town(db: Any) -> cast.Town:
    return cast.settle()
