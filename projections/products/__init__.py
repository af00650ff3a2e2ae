"""The read tables of the catalogue."""
