"""The features of closing a day."""
