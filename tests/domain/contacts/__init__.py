"""Tests of the rules of contacts."""
