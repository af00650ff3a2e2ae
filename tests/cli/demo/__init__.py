"""Tests of indelible demo."""
