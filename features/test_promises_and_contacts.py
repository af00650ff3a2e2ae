"""The features of promises, of contacts, and of what time alone makes true."""

from pytest_bdd import scenarios

scenarios("promises.feature", "contacts.feature", "day_close.feature")
