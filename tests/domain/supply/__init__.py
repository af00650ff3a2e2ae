"""Mirrors `domain/supply/`."""
