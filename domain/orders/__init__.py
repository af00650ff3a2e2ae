"""The rules of orders and returns."""
