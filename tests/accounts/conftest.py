"""People for the tests of accounts."""

import pytest

from tests.accounts.people import People


@pytest.fixture
def people() -> People:
    """A first administrator, and nobody else."""
    return People()
