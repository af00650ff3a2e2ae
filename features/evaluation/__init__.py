"""The features of value grades."""
