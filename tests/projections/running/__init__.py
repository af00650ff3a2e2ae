"""Tests of running the folds."""
