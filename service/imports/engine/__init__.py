"""What all importers share: sources, cells, checks, mappings, rejects, reports."""
