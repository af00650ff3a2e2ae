"""The feature of fair supply."""

from pytest_bdd import scenarios

scenarios("supply.feature")
