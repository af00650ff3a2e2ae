"""indelible promise."""
