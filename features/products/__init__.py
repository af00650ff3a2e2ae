"""The features of the catalogue."""
