"""Tests of indelible survey."""
