"""Tests of indelible tier."""
