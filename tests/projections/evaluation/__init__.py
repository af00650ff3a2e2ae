"""Tests of the read tables of value grades."""
