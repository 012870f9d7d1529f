"""The small city that the interface is tried on."""

import pytest

from tests.api.small_city import City, build_city


@pytest.fixture
def city(db: None) -> City:
    return build_city()
