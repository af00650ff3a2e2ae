"""Tests of the rules of orders and returns."""
