"""Tests of the rules of customers."""
