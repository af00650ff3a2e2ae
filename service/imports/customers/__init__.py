"""Import files of customers."""
