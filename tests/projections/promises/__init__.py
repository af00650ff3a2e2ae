"""Tests of the read tables of promises."""
