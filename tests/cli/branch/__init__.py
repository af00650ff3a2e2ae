"""Tests of indelible branch."""
