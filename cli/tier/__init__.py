"""indelible tier."""
