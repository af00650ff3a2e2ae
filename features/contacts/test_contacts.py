"""The features of contacts."""

from pytest_bdd import scenarios

scenarios("contacts.feature")
