"""Tests of the rules of keeping the law."""
