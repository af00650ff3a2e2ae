"""The features of keeping the law."""

import pytest
from pytest_bdd import scenarios

scenarios("compliance.feature")

pytestmark = pytest.mark.usefixtures("in_the_project")
