"""The features of keeping the law."""
