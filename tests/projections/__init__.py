"""The read tables: what each holds, and that every way of making them gives the same rows."""
