"""Tests of the read tables of contacts."""
