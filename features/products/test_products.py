"""The features of the catalogue and of margins."""

import pytest
from pytest_bdd import scenarios

scenarios("catalogue.feature", "margins.feature")

pytestmark = pytest.mark.usefixtures("in_the_project")
