"""The read tables of customers."""
