"""Tests of reading and importing files."""
