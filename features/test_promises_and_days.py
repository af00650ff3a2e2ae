"""The features of promises and of what time alone makes true."""

from pytest_bdd import scenarios

scenarios("promises.feature", "day_close.feature")
