"""indelible day."""
