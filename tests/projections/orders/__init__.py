"""Tests of the read tables of orders and returns."""
