"""The features of promises."""

from pytest_bdd import scenarios

scenarios("promises.feature")
