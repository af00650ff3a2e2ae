"""The features of fair supply."""

from pytest_bdd import scenarios

scenarios("supply.feature", "supply_caps.feature")
