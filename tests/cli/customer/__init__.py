"""Tests of indelible customer."""
