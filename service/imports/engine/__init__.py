"""One engine for files of all kinds: sources, cells, checks, mappings, rejects, reports."""
