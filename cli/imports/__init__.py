"""indelible import."""
