"""What a read table is, and the engine that folds events into rows. Knows no table."""
