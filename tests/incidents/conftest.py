"""What the tests of incidents may ask for."""

import pytest

from tests.incidents.builders import Room


@pytest.fixture
def room() -> Room:
    """A room with an empty record, at noon."""
    return Room()
