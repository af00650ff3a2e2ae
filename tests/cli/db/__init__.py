"""Tests of indelible db."""
