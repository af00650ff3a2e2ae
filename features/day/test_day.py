"""The features of what time alone makes true."""

from pytest_bdd import scenarios

scenarios("day_close.feature")
