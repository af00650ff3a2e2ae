"""Tests of the event log and of the server that holds it."""
