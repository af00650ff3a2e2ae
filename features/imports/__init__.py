"""The features of importing files."""
