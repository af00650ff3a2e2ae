"""The use cases of orders and returns."""
