"""Tests of the rules of promises."""
