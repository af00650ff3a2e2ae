"""indelible policy."""
