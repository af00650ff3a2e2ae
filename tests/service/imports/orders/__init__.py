"""Tests of importing files of orders and returns."""
