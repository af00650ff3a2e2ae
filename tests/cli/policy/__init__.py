"""Tests of indelible policy."""
