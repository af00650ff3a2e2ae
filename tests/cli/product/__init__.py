"""Tests of indelible product."""
