"""Everything derived from the log: folds, read tables and the read contract."""
