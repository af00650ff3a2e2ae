"""Tests of importing files of the catalogue."""
