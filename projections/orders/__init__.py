"""The read tables of orders and returns."""
