"""The read tables of value grades."""
