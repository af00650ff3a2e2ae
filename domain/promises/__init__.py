"""Promises (承诺): what was promised to whom by when, and what became of it."""
