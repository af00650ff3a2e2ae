"""Tests of the domain service, on a real log."""
