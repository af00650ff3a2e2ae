"""The features of orders and returns."""
