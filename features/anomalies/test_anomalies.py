"""The features of sales anomalies."""

import pytest
from pytest_bdd import scenarios

scenarios("anomalies.feature")

pytestmark = pytest.mark.usefixtures("in_the_project")
