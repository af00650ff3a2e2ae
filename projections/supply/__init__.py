"""The read tables of supply."""
