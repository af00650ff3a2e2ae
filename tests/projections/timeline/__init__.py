"""Tests of `customer_timeline`."""
