"""Read the log and follow it."""
