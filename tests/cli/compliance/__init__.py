"""Tests of indelible compliance."""
