"""The rules in the words of the business, run against a real server."""
