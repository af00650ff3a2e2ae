"""The features of contacts."""
