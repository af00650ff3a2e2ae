"""The forms in which a file's bytes come: which encoding, CSV, Parquet."""
