"""Append events to the log."""
