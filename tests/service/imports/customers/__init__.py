"""Tests of importing files of customers."""
