"""Tests of the rules of sales anomalies."""
