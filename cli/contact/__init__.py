"""indelible contact."""
