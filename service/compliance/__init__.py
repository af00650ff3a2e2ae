"""The use cases of keeping the law."""
