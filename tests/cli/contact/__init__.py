"""Tests of indelible contact."""
