"""Tests of indelible promise."""
