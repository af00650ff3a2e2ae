"""Tests of reading the log."""
