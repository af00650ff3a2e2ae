"""Tests of what may happen, what happened, and what that makes true."""
