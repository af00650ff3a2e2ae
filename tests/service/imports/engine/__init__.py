"""Tests of what all importers share."""
