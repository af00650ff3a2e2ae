"""Tests of the use cases of auditors."""
