"""Tests of indelible anomaly."""
