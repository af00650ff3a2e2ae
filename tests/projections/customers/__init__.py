"""Tests of the read tables of customers."""
