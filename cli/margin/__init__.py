"""indelible margin."""
