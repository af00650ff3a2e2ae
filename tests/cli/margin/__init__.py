"""Tests of indelible margin."""
