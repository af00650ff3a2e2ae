"""Tests of the read tables of supply."""
