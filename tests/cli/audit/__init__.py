"""Tests of indelible audit."""
