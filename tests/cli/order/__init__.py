"""Tests of indelible order."""
