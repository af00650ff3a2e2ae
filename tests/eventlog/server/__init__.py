"""Tests of the default server."""
