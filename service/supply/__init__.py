"""The use cases of supply."""
