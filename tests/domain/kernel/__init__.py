"""Tests of what every area stands on."""
