"""Tests of indelible import."""
