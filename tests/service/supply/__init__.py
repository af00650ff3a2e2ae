"""Tests of the use cases of supply."""
