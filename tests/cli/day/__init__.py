"""Tests of indelible day."""
