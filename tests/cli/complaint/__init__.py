"""Tests of indelible complaint."""
