"""Tests of how bulk work runs."""
