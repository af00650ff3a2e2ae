"""indelible compliance."""
