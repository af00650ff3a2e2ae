"""The features of customers."""
