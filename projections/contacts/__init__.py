"""The read tables of contacts."""
