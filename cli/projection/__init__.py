"""indelible projection."""
