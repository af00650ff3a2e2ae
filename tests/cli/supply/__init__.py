"""Tests of indelible supply."""
