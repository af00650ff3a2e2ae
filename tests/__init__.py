"""Tests that mirror the code, plus boundary, completeness, contract and fault tests."""
