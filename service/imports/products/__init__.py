"""Import files of the catalogue."""
