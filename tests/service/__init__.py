"""Tests of the domain service."""
