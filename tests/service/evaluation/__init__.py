"""Tests of the use cases of value grades."""
