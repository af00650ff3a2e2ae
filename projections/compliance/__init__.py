"""The read tables of keeping the law."""
