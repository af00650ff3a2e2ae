"""Import files of orders and returns."""
