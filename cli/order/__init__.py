"""indelible order."""
