"""The features of supply."""
