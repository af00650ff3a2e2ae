"""Tests of the use cases of orders and returns."""
